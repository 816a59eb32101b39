package dev.parallax.job.endpoint.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.MalformedRecord;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * One value in Avro's binary encoding as a tree of JSON nodes, by the schema it was written with (avro.apache.org,
 * Specification, Binary encoding). Records and maps are objects, enums and strings are strings, a union is the value in
 * it, bytes and fixed are binary nodes, decimals are numbers. Instants are epoch milliseconds, whatever their unit in
 * the schema; dates and local times are ISO-8601 text, since they are no instants.
 *
 * <p>Avro's own readers believe the lengths that stand in the data, and make room for them. Here a length beyond the
 * bytes that are left, and a value nested more deeply than {@value #MOST_LEVELS}, is rejected.
 *
 * <p>For one value and one thread.
 */
final class AvroTree {

    /** As many as the JSON parser takes. */
    static final int MOST_LEVELS = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final BinaryDecoder decoder;
    /** Items of arrays and maps that may still come: an item that takes no bytes costs as if it took one. */
    private long items;

    private AvroTree(byte[] bytes, int from) {
        this.decoder = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
        this.items = bytes.length - (long) from;
    }

    /**
     * Reads all bytes from a place on.
     *
     * @throws MalformedRecord if they are no value of this schema
     */
    static JsonNode of(byte[] bytes, int from, Schema schema) throws MalformedRecord {
        AvroTree tree = new AvroTree(bytes, from);
        try {
            JsonNode value = tree.read(schema, 0);
            int left = tree.left();
            if (left > 0) {
                throw refused(left + " bytes are left behind it");
            }
            return value;
        } catch (EOFException e) {
            throw refused("it ends too early");
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
            // Its message may quote what it found.
            throw refused("reading fails with a " + e.getClass().getSimpleName());
        }
    }

    private JsonNode read(Schema schema, int level) throws IOException, MalformedRecord {
        if (level > MOST_LEVELS) {
            throw refused("it is nested more deeply than " + MOST_LEVELS + " levels");
        }
        return switch (schema.getType()) {
            case NULL -> NODES.nullNode();
            case BOOLEAN -> NODES.booleanNode(decoder.readBoolean());
            case INT -> integer(schema, decoder.readInt());
            case LONG -> integer(schema, decoder.readLong());
            case FLOAT -> NODES.numberNode(decoder.readFloat());
            case DOUBLE -> NODES.numberNode(decoder.readDouble());
            case STRING -> NODES.textNode(text(bytes(decoder.readLong())));
            case BYTES -> binary(schema, bytes(decoder.readLong()));
            case FIXED -> binary(schema, bytes(schema.getFixedSize()));
            case ENUM ->
                NODES.textNode(schema.getEnumSymbols()
                        .get(index(decoder.readEnum(), schema.getEnumSymbols().size())));
            case UNION ->
                read(
                        schema.getTypes()
                                .get(index(
                                        decoder.readIndex(), schema.getTypes().size())),
                        level + 1);
            case RECORD -> record(schema, level);
            case ARRAY -> array(schema, level);
            case MAP -> map(schema, level);
        };
    }

    private ObjectNode record(Schema schema, int level) throws IOException, MalformedRecord {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : schema.getFields()) {
            object.set(field.name(), read(field.schema(), level + 1));
        }
        return object;
    }

    private ArrayNode array(Schema schema, int level) throws IOException, MalformedRecord {
        ArrayNode array = NODES.arrayNode();
        for (long block = decoder.readArrayStart(); block > 0; block = decoder.arrayNext()) {
            spend(block);
            for (long i = 0; i < block; i++) {
                array.add(read(schema.getElementType(), level + 1));
            }
        }
        return array;
    }

    private ObjectNode map(Schema schema, int level) throws IOException, MalformedRecord {
        ObjectNode object = NODES.objectNode();
        for (long block = decoder.readMapStart(); block > 0; block = decoder.mapNext()) {
            spend(block);
            for (long i = 0; i < block; i++) {
                String key = text(bytes(decoder.readLong()));
                object.set(key, read(schema.getValueType(), level + 1));
            }
        }
        return object;
    }

    private void spend(long block) throws MalformedRecord {
        items -= block;
        if (items < 0) {
            throw refused("a collection has more items than the value has bytes");
        }
    }

    private byte[] bytes(long length) throws IOException, MalformedRecord {
        if (length < 0 || length > left()) {
            throw refused("a length is beyond the end of the value");
        }
        byte[] bytes = new byte[(int) length];
        decoder.readFixed(bytes, 0, bytes.length);
        return bytes;
    }

    private int left() throws IOException {
        return decoder.inputStream().available();
    }

    private static int index(int index, int size) throws MalformedRecord {
        if (index < 0 || index >= size) {
            throw refused("it names branch " + index + " of " + size);
        }
        return index;
    }

    private static JsonNode integer(Schema schema, long value) {
        TimeType type = TimeType.of(schema);
        return type.instant() ? NODES.numberNode(type.toMillis(value)) : NODES.textNode(type.toText(value));
    }

    private static JsonNode binary(Schema schema, byte[] bytes) {
        LogicalType logical = schema.getLogicalType();
        return logical instanceof LogicalTypes.Decimal decimal && bytes.length > 0
                ? NODES.numberNode(new BigDecimal(new BigInteger(bytes), decimal.getScale()))
                : NODES.binaryNode(bytes);
    }

    private static String text(byte[] utf8) throws MalformedRecord {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRecord(Reason.INVALID_UTF8, "A string of the Avro value is not well-formed UTF-8");
        }
    }

    private static MalformedRecord refused(String why) {
        return new MalformedRecord(Reason.INVALID_AVRO, "The value is not Avro data of its schema: " + why);
    }
}
