package dev.parallax.text;

import java.util.Arrays;
import java.util.Optional;

/**
 * Guesses a format from the first bytes of data that is not the expected text: compressed data, binary formats and
 * other encodings. The guess is used in error messages only, for data that could not be read.
 */
public final class ByteSignature {

    /** Schema registries number schemas from 1; a larger number suggests another format. */
    private static final int MOST_SCHEMAS = 10_000_000;

    private record Known(byte[] start, String name) {
        Known(String name, int... start) {
            this(bytes(start), name);
        }

        private static byte[] bytes(int... values) {
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                bytes[i] = (byte) values[i];
            }
            return bytes;
        }
    }

    /** Longer signatures come before shorter ones that are their prefix. */
    private static final Known[] KNOWN = {
        new Known("gzip", 0x1F, 0x8B),
        new Known("Zstandard", 0x28, 0xB5, 0x2F, 0xFD),
        new Known("LZ4", 0x04, 0x22, 0x4D, 0x18),
        new Known("Snappy", 0xFF, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P', 'p', 'Y'),
        new Known("Snappy (xerial)", 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0x00),
        new Known("bzip2", 'B', 'Z', 'h'),
        new Known("xz", 0xFD, '7', 'z', 'X', 'Z', 0x00),
        new Known("a ZIP archive", 'P', 'K', 0x03, 0x04),
        new Known("an Avro object container file", 'O', 'b', 'j', 0x01),
        new Known("Parquet", 'P', 'A', 'R', '1'),
        new Known("ORC", 'O', 'R', 'C'),
        new Known("a PDF", '%', 'P', 'D', 'F', '-'),
        new Known("UTF-32", 0xFF, 0xFE, 0x00, 0x00),
        new Known("UTF-32", 0x00, 0x00, 0xFE, 0xFF),
        new Known("UTF-16", 0xFF, 0xFE),
        new Known("UTF-16", 0xFE, 0xFF),
    };

    private ByteSignature() {}

    /**
     * The recognised format, worded to follow "it looks like"; empty if no known format begins like this. It contains
     * nothing of the bytes but a schema id.
     */
    public static Optional<String> of(byte[] bytes) {
        return ofFile(bytes)
                .or(() -> schemaId(bytes)
                        .map(id -> "Schema Registry framing with the schema id " + id + ", which the formats "
                                + RecordFormat.CONFLUENT_JSON + " and " + RecordFormat.CONFLUENT_AVRO
                                + " read"));
    }

    /** The format that a file's first bytes suggest: as {@link #of}, without formats that only Kafka records have. */
    public static Optional<String> ofFile(byte[] bytes) {
        for (Known known : KNOWN) {
            if (Arrays.equals(
                    bytes, 0, Math.min(bytes.length, known.start.length), known.start, 0, known.start.length)) {
                return Optional.of(known.name);
            }
        }
        return utf16(bytes, 0) || utf16(bytes, 1) ? Optional.of("UTF-16") : Optional.empty();
    }

    /** Whether the bytes begin with gzip's magic number. */
    public static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    }

    private static Optional<Integer> schemaId(byte[] bytes) {
        return SchemaFrame.of(bytes)
                .map(SchemaFrame::schemaId)
                .filter(id -> id >= 1 && id <= MOST_SCHEMAS && bytes.length > SchemaFrame.BYTES);
    }

    /** Whether every second one of the first eight bytes is zero and the others are ASCII characters. */
    private static boolean utf16(byte[] bytes, int zeros) {
        int length = Math.min(bytes.length & ~1, 8);
        for (int i = 0; i < length; i++) {
            if (i % 2 == zeros ? bytes[i] != 0 : bytes[i] <= 0) {
                return false;
            }
        }
        return length >= 4;
    }
}
