package dev.parallax.text;

import java.util.Arrays;
import java.util.Optional;

/**
 * What bytes look like that are not the text they should be, by how they begin: compressed data, binary formats and
 * other encodings. It is a guess for messages, made only of what could not be read.
 */
public final class ByteSignature {

    /** Registries count schemas from 1; a larger number is rather another format's. */
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

    /** Longer beginnings stand before shorter ones that they begin with. */
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
     * What the bytes look like, to stand behind "it looks like"; empty where nothing is known to begin so. It holds
     * nothing of the bytes but a schema's number.
     */
    public static Optional<String> of(byte[] bytes) {
        return ofFile(bytes)
                .or(() -> schemaId(bytes)
                        .map(id -> "Schema Registry framing with the schema id " + id + ", which the formats "
                                + RecordFormat.CONFLUENT_JSON + " and " + RecordFormat.CONFLUENT_AVRO
                                + " read"));
    }

    /** What a file's bytes look like, by how it begins; as {@link #of} without what only records begin with. */
    public static Optional<String> ofFile(byte[] bytes) {
        for (Known known : KNOWN) {
            if (Arrays.equals(
                    bytes, 0, Math.min(bytes.length, known.start.length), known.start, 0, known.start.length)) {
                return Optional.of(known.name);
            }
        }
        return utf16(bytes, 0) || utf16(bytes, 1) ? Optional.of("UTF-16") : Optional.empty();
    }

    /** Whether bytes begin with gzip's two. */
    public static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    }

    private static Optional<Integer> schemaId(byte[] bytes) {
        return SchemaFrame.of(bytes)
                .map(SchemaFrame::schemaId)
                .filter(id -> id >= 1 && id <= MOST_SCHEMAS && bytes.length > SchemaFrame.BYTES);
    }

    /** Whether every second of the first eight bytes is zero and the others are ASCII's. */
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
