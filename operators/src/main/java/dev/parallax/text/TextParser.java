package dev.parallax.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.text.DeadLetter.Reason;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Parses source records into texts. Malformed UTF-8 and JSON strings with an unpaired surrogate are rejected rather
 * than repaired: a tokenizer would see another text than the one that was sent. A byte order mark at the start of a
 * value is skipped, and {@code NaN}, {@code Infinity} and {@code -Infinity} are read as numbers.
 *
 * <p>Immutable and safe for several threads.
 */
public final class TextParser implements Serializable {

    /**
     * The value is in memory before it is parsed, so only {@link TextRules#maxCharacters()} limits the length of a
     * string.
     */
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

    private static final String BEYOND_LIMITS =
            "The value exceeds the limits of the JSON parser: " + LIMITS.getMaxNestingDepth()
                    + " levels of objects and arrays, numbers of " + LIMITS.getMaxNumberLength()
                    + " characters, and names of "
                    + LIMITS.getMaxNameLength() + " characters, in unused fields too";

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final TextRules rules;

    /** @param rules how records are read */
    public TextParser(TextRules rules) {
        this.rules = rules;
    }

    /** The format of the values. */
    public RecordFormat format() {
        return rules.format();
    }

    /**
     * Parses one record; never throws for malformed content.
     *
     * @throws IllegalStateException if the format is {@link RecordFormat#CONFLUENT_AVRO}, which needs schemas
     */
    public ParseResult parse(RawRecord source) {
        if (rules.format() == RecordFormat.CONFLUENT_AVRO) {
            throw new IllegalStateException("Values in Avro cannot be read without a schema registry");
        }
        try {
            return parse(source, value -> object(decoded(value), value));
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot be read", e);
        }
    }

    /**
     * Parses one record; never throws for malformed content.
     *
     * @param trees reads values of every format but {@link RecordFormat#TEXT}
     * @throws IOException if {@code trees} throws it
     */
    public ParseResult parse(RawRecord source, ValueTrees trees) throws IOException {
        try {
            return new ParseResult(read(source, trees), null);
        } catch (MalformedRecord e) {
            return new ParseResult(null, new DeadLetter(e.reason(), String.valueOf(e.getMessage()), source));
        } catch (RuntimeException | StackOverflowError e) {
            return new ParseResult(null, DeadLetter.unexpected(e, DeadLetter.Stage.PARSE, source));
        }
    }

    private TextRecord read(RawRecord source, ValueTrees trees) throws MalformedRecord, IOException {
        byte[] value = source.value();
        if (value == null) {
            throw new MalformedRecord(Reason.TOMBSTONE, "The value is null");
        }
        if (rules.format() == RecordFormat.TEXT) {
            byte[] key = source.key();
            String id = key == null || key.length == 0 ? source.position() : utf8(key, "key");
            String text = decoded(value);
            requireNoControls(text, value);
            return new TextRecord(id, checked(text), null, "", EventTime.of(source), source, List.of());
        }
        JsonFields fields = new JsonFields(trees.read(value), rules);
        String id = fields.id();
        String text = checked(fields.text());
        String label = fields.label();
        String segment = fields.segment();
        long timestamp = fields.timestamp(source);
        return new TextRecord(id, text, label, segment, timestamp, source, fields.ignored());
    }

    private String decoded(byte[] value) throws MalformedRecord {
        if (rules.format() != RecordFormat.CONFLUENT_JSON) {
            return UnicodeText.withoutByteOrderMark(utf8(value, "value"));
        }
        var unused = SchemaFrame.required(value);
        return UnicodeText.withoutByteOrderMark(
                utf8(Arrays.copyOfRange(value, SchemaFrame.BYTES, value.length), "value"));
    }

    private static JsonNode object(String value, byte[] bytes) throws MalformedRecord {
        JsonNode json;
        try {
            json = READER.readTree(value);
        } catch (StreamConstraintsException e) {
            throw new MalformedRecord(Reason.INVALID_JSON, BEYOND_LIMITS);
        } catch (JsonProcessingException e) {
            throw new MalformedRecord(Reason.INVALID_JSON, "The value is not JSON" + why(e, value, bytes));
        }
        if (!json.isObject()) {
            throw new MalformedRecord(
                    Reason.INVALID_JSON, "The value must be one JSON object, and is " + JsonFields.kind(json));
        }
        return json;
    }

    /** Jackson's message quotes the input, so only the position is reported. */
    private static String why(JsonProcessingException failure, String value, byte[] bytes) {
        String looks = looks(bytes);
        if (!looks.isEmpty()) {
            return looks;
        }
        if (value.stripLeading().startsWith("[")) {
            return ": it begins with [, expected one object that begins with {";
        }
        JsonLocation place = failure.getLocation();
        return place == null ? "" : ": syntax error at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private String checked(String text) throws MalformedRecord {
        if (text.isEmpty()) {
            throw new MalformedRecord(Reason.EMPTY_TEXT, "The text has no characters");
        }
        if (text.length() > rules.maxCharacters()) {
            throw new MalformedRecord(
                    Reason.TEXT_TOO_LONG,
                    "The text has " + text.length() + " UTF-16 units, and the limit is " + rules.maxCharacters());
        }
        int half = UnicodeText.unpairedSurrogate(text);
        if (half >= 0) {
            throw new MalformedRecord(Reason.INVALID_UTF8, "The text has an unpaired surrogate at UTF-16 unit " + half);
        }
        return text;
    }

    private void requireNoControls(String text, byte[] bytes) throws MalformedRecord {
        int at = rules.controlCharacters() == TextRules.ControlCharacters.REFUSE
                ? UnicodeText.controlCharacter(text)
                : -1;
        if (at >= 0) {
            throw new MalformedRecord(
                    Reason.CONTROL_CHARACTERS,
                    String.format(
                                    "The text has the control character U+%04X at UTF-16 unit %d",
                                    (int) text.charAt(at), at)
                            + looks(bytes));
        }
    }

    private static String utf8(byte[] bytes, String what) throws MalformedRecord {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRecord(Reason.INVALID_UTF8, "The " + what + " is not well-formed UTF-8" + looks(bytes));
        }
    }

    private static String looks(byte[] bytes) {
        return ByteSignature.of(bytes).map(name -> ": it looks like " + name).orElse("");
    }
}
