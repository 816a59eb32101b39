package dev.parallax.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A generator of hostile values: valid ones, damaged ones, and ones beyond every limit, drawn from a seed. */
public final class HostileValues {

    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "17",
            "17.0",
            "17.5",
            "1e400",
            "-1e400",
            "1e-400",
            "NaN",
            "Infinity",
            "-Infinity",
            "9223372036854775807",
            "-9223372036854775808",
            "123456789012345678901234567890",
            "\"\"",
            "\"x\"",
            "\" \"",
            "\"good film\"",
            "\"\\ud83d\"",
            "\"\\ude00 x\"",
            "\"\\u0000\"",
            "\"\uFEFFx\"",
            "\"1769860800000\"",
            "\"2026-01-31T12:00:00Z\"",
            "\"2026-01-31 12:00:00+0100\"",
            "\"2026-01-31\"",
            "1769860800",
            "1769860800000",
            "1769860800000000",
            "[]",
            "{}",
            "[[[]]]",
            "{\"id\":{}}",
            "'x'",
            "tru",
            "\"open",
            "+1",
            "01",
            ".5",
            "1.",
            "0x1F");

    private static final List<String> FIELDS = List.of(
            "id",
            "text",
            "label",
            "timestamp",
            "lang",
            "meta",
            "payload",
            "payload.after",
            "after",
            "a.b",
            ".",
            "",
            "\\u0000",
            "\uFEFFid");

    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE);

    private HostileValues() {}

    /** One value; {@code null} now and then. */
    public static byte[] value(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> null;
            case 1 -> noise(random, random.nextInt(200));
            case 2 -> utf8(nested(random.nextInt(3_000)));
            case 3 -> utf8("{\"id\":1,\"text\":\"x\",\"meta\":" + nested(random.nextInt(3_000)) + "}");
            case 4 -> utf8("{\"id\":" + digits(random) + ",\"text\":\"x\",\"timestamp\":" + digits(random) + "}");
            case 5 -> utf8("{\"" + "n".repeat(random.nextInt(60_000)) + "\":1}");
            case 6 -> utf8("{\"id\":\"a\",\"text\":\"" + "long ".repeat(random.nextInt(30_000)) + "\"}");
            case 7 -> framed(random);
            case 8 -> object(random).getBytes(CHARSETS.get(random.nextInt(CHARSETS.size())));
            case 9 -> utf8("\uFEFF" + object(random));
            case 10, 11, 12, 13 -> damaged(random, utf8(object(random)));
            default -> utf8(object(random));
        };
    }

    /** One value that is one line of a file, without a line break. */
    public static byte[] line(Random random) {
        byte[] value = value(random);
        byte[] line = value == null ? new byte[0] : value;
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = '_';
            }
        }
        return line;
    }

    /** Bytes for keys and headers; {@code null} now and then. */
    public static byte[] bytes(Random random) {
        return random.nextInt(4) == 0 ? null : noise(random, random.nextInt(40));
    }

    /** Times around which arithmetic may overflow, and others. */
    public static long timestamp(Random random) {
        long[] nasty = {
            Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, 1_769_860_800_000L, Long.MAX_VALUE - 1, Long.MAX_VALUE
        };
        return random.nextBoolean() ? nasty[random.nextInt(nasty.length)] : random.nextLong();
    }

    private static String object(Random random) {
        StringBuilder json = new StringBuilder("{");
        if (random.nextInt(5) > 0) {
            json.append("\"id\":\"").append(random.nextInt(1_000)).append("\",\"text\":\"good film\"");
        } else {
            json.append("\"x\":0");
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            json.append(",\"").append(any(random, FIELDS)).append("\":").append(any(random, SCALARS));
        }
        return json.append('}').toString();
    }

    private static String any(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String nested(int levels) {
        return levels % 2 == 0
                ? "[".repeat(levels) + "]".repeat(levels)
                : "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    private static String digits(Random random) {
        String number = "9".repeat(1 + random.nextInt(1_500));
        return switch (random.nextInt(4)) {
            case 0 -> "-" + number;
            case 1 -> "0." + number;
            case 2 -> "1e" + number;
            default -> number;
        };
    }

    private static byte[] framed(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(new byte[] {0, 0, 0, (byte) random.nextInt(256)});
        bytes.writeBytes(random.nextBoolean() ? utf8(object(random)) : noise(random, random.nextInt(60)));
        return bytes.toByteArray();
    }

    private static byte[] damaged(Random random, byte[] value) {
        byte[] damaged = value.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(3)) {
                case 0 -> damaged[at] = (byte) random.nextInt();
                case 1 -> damaged = java.util.Arrays.copyOf(damaged, at);
                default -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return damaged;
    }

    private static byte[] noise(Random random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
