package dev.parallax.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.text.DeadLetter.Reason;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads source records as texts. Bytes that are not well-formed UTF-8, and JSON strings that hold half of a surrogate
 * pair, are refused rather than repaired: a tokenizer would see another text than the one that was sent.
 *
 * <p>Immutable and safe for several threads.
 */
public final class TextParser implements Serializable {

    /** A string is in memory before it is read, so its length is left to the limit of texts. */
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    private static final String BEYOND_LIMITS = "The value is beyond what is read of JSON: "
            + LIMITS.getMaxNestingDepth()
            + " levels of objects and arrays, numbers of " + LIMITS.getMaxNumberLength() + " characters, and names of "
            + LIMITS.getMaxNameLength() + " characters, in fields that are not used too";

    private static final ObjectMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    /** How a record's value is written. */
    public enum Format {
        /** A JSON object with the fields of {@link Fields}. */
        JSON("json"),
        /** The text itself; the key is its id. */
        TEXT("text"),
        /** A {@link SchemaFrame}, and behind it the object of {@link #JSON}. */
        CONFLUENT_JSON("confluent-json"),
        /** A {@link SchemaFrame}, and behind it a record in Avro's binary encoding with the fields of {@link Fields}. */
        CONFLUENT_AVRO("confluent-avro");

        private final String name;

        Format(String name) {
            this.name = name;
        }

        /** As it is written. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Names of the fields of a JSON value.
     *
     * @param id identity: a string or an integer, required
     * @param text the text: a string, required
     * @param label the true class: a string, optional
     * @param timestamp event time: epoch milliseconds or ISO-8601 with an offset, optional
     * @param segment by what texts are counted apart: a string, a number or a boolean, optional; empty where none is read
     */
    public record Fields(String id, String text, String label, String timestamp, String segment)
            implements Serializable {

        /** The names {@code id}, {@code text}, {@code label} and {@code timestamp}, and no segment. */
        public static final Fields DEFAULT = new Fields("id", "text", "label", "timestamp", "");
    }

    private final Format format;
    private final Fields fields;
    private final int maxCharacters;

    /**
     * @param format how values are written
     * @param fields names of a JSON value's fields
     * @param maxCharacters longest text taken, in UTF-16 units
     */
    public TextParser(Format format, Fields fields, int maxCharacters) {
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("The longest text must have 1 character or more, not " + maxCharacters);
        }
        this.format = format;
        this.fields = fields;
        this.maxCharacters = maxCharacters;
    }

    /** How values are written. */
    public Format format() {
        return format;
    }

    /**
     * Reads one record; never throws for what is in it.
     *
     * @throws IllegalStateException if the format is {@link Format#CONFLUENT_AVRO}, which needs schemas
     */
    public Parsed parse(RawRecord source) {
        if (format == Format.CONFLUENT_AVRO) {
            throw new IllegalStateException("Values in Avro cannot be read without a schema registry");
        }
        try {
            return parse(source, value -> object(decoded(value)));
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot be read", e);
        }
    }

    /**
     * Reads one record; never throws for what is in it.
     *
     * @param trees reads values of every format but {@link Format#TEXT}
     * @throws IOException if {@code trees} throws it
     */
    public Parsed parse(RawRecord source, ValueTrees trees) throws IOException {
        try {
            return new Parsed(read(source, trees), null);
        } catch (MalformedRecord e) {
            return new Parsed(null, new DeadLetter(e.reason(), String.valueOf(e.getMessage()), source));
        } catch (RuntimeException | StackOverflowError e) {
            return new Parsed(null, DeadLetter.unexpected(e, DeadLetter.Stage.PARSE, source));
        }
    }

    private TextRecord read(RawRecord source, ValueTrees trees) throws MalformedRecord, IOException {
        byte[] value = source.value();
        if (value == null) {
            throw new MalformedRecord(Reason.TOMBSTONE, "The value is null");
        }
        if (format == Format.TEXT) {
            byte[] key = source.key();
            String id = key == null || key.length == 0 ? source.position() : utf8(key, "key");
            return new TextRecord(id, checked(decoded(value)), null, "", source.timestampMillis(), source);
        }
        JsonNode json = trees.read(value);
        String id = id(json);
        JsonNode text = required(json, fields.text());
        if (!text.isTextual()) {
            throw wrongType(fields.text(), "a string", text);
        }
        return new TextRecord(
                id, checked(text.textValue()), label(json), segment(json), timestamp(json, source), source);
    }

    private String decoded(byte[] value) throws MalformedRecord {
        if (format != Format.CONFLUENT_JSON) {
            return utf8(value, "value");
        }
        var unused = SchemaFrame.required(value);
        return utf8(Arrays.copyOfRange(value, SchemaFrame.BYTES, value.length), "value");
    }

    private static JsonNode object(String value) throws MalformedRecord {
        JsonNode json;
        try {
            json = READER.readTree(value);
        } catch (StreamConstraintsException e) {
            throw new MalformedRecord(Reason.INVALID_JSON, BEYOND_LIMITS);
        } catch (JsonProcessingException e) {
            // Jackson's own message quotes the input, so only the place is named.
            JsonLocation place = e.getLocation();
            throw new MalformedRecord(
                    Reason.INVALID_JSON,
                    "The value is not JSON"
                            + (place == null
                                    ? ""
                                    : ": it stops making sense at line " + place.getLineNr() + ", column "
                                            + place.getColumnNr()));
        }
        if (!json.isObject()) {
            throw new MalformedRecord(
                    Reason.INVALID_JSON,
                    "The value must be a JSON object, and is "
                            + (json.isMissingNode() ? "empty" : "a JSON " + json.getNodeType()));
        }
        return json;
    }

    private JsonNode required(JsonNode json, String field) throws MalformedRecord {
        JsonNode node = json.get(field);
        if (node == null || node.isNull()) {
            throw new MalformedRecord(Reason.MISSING_FIELD, "The JSON object has no field '" + field + "'");
        }
        return node;
    }

    private String id(JsonNode json) throws MalformedRecord {
        JsonNode node = required(json, fields.id());
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw wrongType(fields.id(), "a string or an integer", node);
        }
        return node.asText();
    }

    private @Nullable String label(JsonNode json) throws MalformedRecord {
        JsonNode node = json.get(fields.label());
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw wrongType(fields.label(), "a string", node);
        }
        return node.textValue();
    }

    private String segment(JsonNode json) throws MalformedRecord {
        JsonNode node = fields.segment().isEmpty() ? null : json.get(fields.segment());
        if (node == null || node.isNull()) {
            return "";
        }
        if (!node.isValueNode()) {
            throw wrongType(fields.segment(), "a string, a number or a boolean", node);
        }
        return node.asText();
    }

    private long timestamp(JsonNode json, RawRecord source) throws MalformedRecord {
        JsonNode node = json.get(fields.timestamp());
        if (node == null || node.isNull()) {
            return source.timestampMillis();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isTextual()) {
            try {
                return Instant.parse(node.textValue()).toEpochMilli();
            } catch (DateTimeParseException | ArithmeticException e) {
                throw new MalformedRecord(
                        Reason.INVALID_FIELD,
                        "Field '" + fields.timestamp()
                                + "' must be epoch milliseconds or an ISO-8601 instant such as 2026-01-31T12:00:00Z");
            }
        }
        throw wrongType(fields.timestamp(), "epoch milliseconds or an ISO-8601 instant", node);
    }

    private String checked(String text) throws MalformedRecord {
        if (text.isEmpty()) {
            throw new MalformedRecord(Reason.EMPTY_TEXT, "The text has no characters");
        }
        if (text.length() > maxCharacters) {
            throw new MalformedRecord(
                    Reason.TEXT_TOO_LONG,
                    "The text has " + text.length() + " UTF-16 units, and the limit is " + maxCharacters);
        }
        int half = UnicodeText.unpairedSurrogate(text);
        if (half >= 0) {
            throw new MalformedRecord(
                    Reason.INVALID_UTF8, "The text holds half of a surrogate pair at UTF-16 unit " + half);
        }
        return text;
    }

    private static String utf8(byte[] bytes, String what) throws MalformedRecord {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRecord(Reason.INVALID_UTF8, "The " + what + " is not well-formed UTF-8");
        }
    }

    private static MalformedRecord wrongType(String field, String expected, JsonNode found) {
        return new MalformedRecord(
                Reason.INVALID_FIELD,
                "Field '" + field + "' must be " + expected + ", and is a JSON " + found.getNodeType());
    }
}
