package dev.parallax.job.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A generator of hostile records: random and mutated values, keys, headers and timestamps, drawn from a seed. Each has
 * its number in the header {@link #NUMBER}.
 */
public final class HostileRecords {

    /** Header: the record's number, decimal. */
    public static final String NUMBER = "fuzz.number";

    private static final List<String> WORDS =
            List.of("good", "bad", "the", "film", "was", "\u00e9t\u00e9", "\ud83d\ude00");
    private static final List<String> RARE =
            List.of("poison", "nan", "\u0000", "\u202e", "\\ud800", "\\u0000", "", "\n");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1.5",
            "1e400",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775808",
            "NaN",
            "Infinity",
            "1700000000000",
            "253402300800000",
            "1" + "0".repeat(1100),
            "0." + "1".repeat(1100));
    private static final List<String> TIMES = List.of(
            "\"2026-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"yesterday\"",
            "null",
            "{}",
            "[1]",
            "true");
    private static final List<Function<SplittableRandom, String>> HEADERS = List.of(
            random -> "trace",
            random -> "parallax.part",
            random -> "parallax.reason",
            random -> "parallax.timestamp",
            random -> "parallax.source.offset",
            random -> "",
            random -> text(random, 20),
            random -> "\u00e9\u4e2d");

    private final long seed;
    private final String topic;
    private final int partitions;
    private final long now;

    /**
     * @param seed seed of the random numbers
     * @param topic target topic
     * @param partitions its number of partitions
     * @param now centre of the random timestamps, epoch milliseconds
     */
    public HostileRecords(long seed, String topic, int partitions, long now) {
        this.seed = seed;
        this.topic = topic;
        this.partitions = partitions;
        this.now = now;
    }

    /** The given number of records, from a number on. */
    public List<ProducerRecord<byte[], byte[]>> records(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(this::record).toList();
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, random.nextInt(partitions), timestamp(random), key(random), value(random));
        record.headers().add(NUMBER, bytes(Integer.toString(number)));
        if (random.nextInt(3) == 0) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                record.headers().add(pick(random, HEADERS).apply(random), small(random, random.nextInt(40) == 0));
            }
        }
        return record;
    }

    private long timestamp(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong(Long.MAX_VALUE);
            case 1 -> pick(random, List.of(0L, 1L, Long.MAX_VALUE, Long.MAX_VALUE - 1));
            case 2, 3 -> Math.max(0, now - (random.nextLong(Long.MAX_VALUE) >>> random.nextInt(1, 62)));
            case 4 -> now + random.nextLong(7_200_000);
            case 5 -> now - random.nextLong(700_000_000);
            default -> now - random.nextLong(60_000);
        };
    }

    private static byte[] key(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> null;
            case 3 -> random.nextInt(50) == 0 ? new byte[0] : bytes(Long.toString(random.nextLong()));
            case 4 -> noise(random, 1 + random.nextInt(40));
            default -> random.nextInt(30) == 0 ? noise(random, 5000) : bytes("k" + random.nextLong());
        };
    }

    private static byte[] small(SplittableRandom random, boolean large) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> bytes(pick(random, List.of("1/3", "whole", "TOMBSTONE", "-1", "x")));
            default -> noise(random, large ? 6000 : random.nextInt(30));
        };
    }

    private static byte[] value(SplittableRandom random) {
        return switch (random.nextInt(14)) {
            case 0 -> null;
            case 1 -> noise(random, random.nextInt(300));
            case 2, 3, 4, 5 -> mutated(random, bytes(json(random)));
            case 6 -> bytes(nested(random));
            case 7 -> random.nextInt(20) == 0 ? noise(random, 30_000) : new byte[random.nextInt(3)];
            case 8 -> framed(random);
            case 9 ->
                bytes("{\"id\":\"x\",\"text\":\"" + text(random, 60) + "\",\"meta\":" + pick(random, NUMBERS) + "}");
            default -> bytes(json(random));
        };
    }

    private static String json(SplittableRandom random) {
        StringBuilder json = new StringBuilder("{\"id\":");
        json.append(
                switch (random.nextInt(8)) {
                    case 0 -> pick(random, NUMBERS);
                    case 1 -> pick(random, TIMES);
                    case 2 -> "\"" + "i".repeat(random.nextInt(12) == 0 ? 5000 : 30) + "\"";
                    default -> "\"" + Long.toString(random.nextLong(), 36) + "\"";
                });
        json.append(",\"text\":\"")
                .append(text(random, random.nextInt(40) == 0 ? 8000 : 40))
                .append('"');
        if (random.nextInt(3) == 0) {
            json.append(",\"timestamp\":").append(pick(random, random.nextBoolean() ? NUMBERS : TIMES));
        }
        if (random.nextInt(4) == 0) {
            json.append(",\"label\":").append(pick(random, random.nextBoolean() ? NUMBERS : TIMES));
        }
        if (random.nextInt(4) == 0) {
            json.append(",\"language\":")
                    .append(random.nextBoolean() ? pick(random, NUMBERS) : "\"" + text(random, 9) + "\"");
        }
        if (random.nextInt(30) == 0) {
            json.append(",\"").append("n".repeat(random.nextInt(60_000))).append("\":1");
        }
        return json.append('}').toString();
    }

    private static String nested(SplittableRandom random) {
        int depth = pick(random, List.of(1, 20, 999, 1000, 1001, 3000));
        boolean arrays = random.nextBoolean();
        String open = (arrays ? "[" : "{\"a\":").repeat(depth);
        String close = random.nextInt(4) == 0 ? "" : (arrays ? "]" : "}").repeat(depth);
        return "{\"id\":\"1\",\"text\":\"deep\",\"meta\":" + open + "1" + close + "}";
    }

    /** Framing of schema registries' serializers: a zero byte and a schema id. */
    private static byte[] framed(SplittableRandom random) {
        byte[] json = bytes(json(random));
        byte[] framed = new byte[json.length + 5];
        framed[4] = (byte) random.nextInt(128);
        System.arraycopy(json, 0, framed, 5, json.length);
        return framed;
    }

    private static byte[] mutated(SplittableRandom random, byte[] value) {
        byte[] mutated = value.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutated = at == 0 ? mutated : Arrays.copyOf(mutated, at);
                default -> mutated[at] = mutated[random.nextInt(mutated.length)];
            }
        }
        return mutated;
    }

    private static String text(SplittableRandom random, int characters) {
        return IntStream.range(0, 1 + random.nextInt(Math.max(1, characters / 4)))
                .mapToObj(i -> switch (random.nextInt(60)) {
                    case 0 -> pick(random, RARE);
                    case 1, 2 ->
                        new String(Character.toChars(0x20 + random.nextInt(0xd000))).replaceAll("[\"\\\\]", "x");
                    default -> pick(random, WORDS);
                })
                .collect(Collectors.joining(" "));
    }

    private static byte[] noise(SplittableRandom random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
