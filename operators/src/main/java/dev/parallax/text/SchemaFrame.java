package dev.parallax.text;

import dev.parallax.text.DeadLetter.Reason;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header that serializers of a schema registry write before a value: a zero byte and the schema id as a big-endian
 * integer of four bytes (docs.confluent.io, Wire format).
 *
 * @param schemaId id of the schema in the registry
 */
public record SchemaFrame(int schemaId) {

    /** Length of the header in bytes; the value follows. */
    public static final int BYTES = 5;

    /** The header at the start of a value, if the value seems to begin with one. */
    public static Optional<SchemaFrame> of(byte[] value) {
        return value.length < BYTES || value[0] != 0
                ? Optional.empty()
                : Optional.of(new SchemaFrame(ByteBuffer.wrap(value).getInt(1)));
    }

    /**
     * The header at the start of a value.
     *
     * @throws MalformedRecord if it does not
     */
    public static SchemaFrame required(byte[] value) throws MalformedRecord {
        Optional<SchemaFrame> frame = of(value);
        if (frame.isPresent()) {
            return frame.get();
        }
        throw new MalformedRecord(
                Reason.INVALID_FRAMING,
                "The value must begin with a zero byte and a schema id of four bytes, and has "
                        + (value.length < BYTES
                                ? value.length + " bytes"
                                : String.format("0x%02x as its first byte", value[0])));
    }
}
