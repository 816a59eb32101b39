package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.text.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Numbered records of every kind, with the expected result of each. */
public final class Workload {

    /** Longest text that the job accepts. */
    public static final int MAX_TEXT_LENGTH = 500;
    /** Number of words of a text that is longer than the model's limit. */
    static final int WORDS_OF_LONG_TEXT = 90;

    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;
    private static final int KINDS = 40;

    /**
     * A record.
     *
     * @param number its number, which is its key and, if it has one, its id
     * @param value its value, {@code null} for a tombstone
     * @param text the text for the model, if any
     * @param reason expected reason of its dead letter, if any
     */
    public record Item(int number, byte[] value, String text, Optional<Reason> reason) {

        /** The record for a topic with the given number of partitions. */
        public ProducerRecord<byte[], byte[]> in(String topic, int partitions) {
            ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                    topic, number % partitions, timestamp(), bytes(Integer.toString(number)), value);
            sent.headers().add("trace", bytes("first-" + number));
            sent.headers().add("trace", null);
            sent.headers().add("sender", bytes("workload"));
            return sent;
        }

        /** The record's own timestamp. */
        public long timestamp() {
            return FIRST_TIMESTAMP + number;
        }

        boolean longText() {
            return number % KINDS == 10;
        }
    }

    private Workload() {}

    /** The given number of records, from a number on. */
    public static List<Item> items(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(Workload::item).toList();
    }

    /** A record with the given text. */
    static Item item(int number, String text, Optional<Reason> reason) {
        return new Item(number, bytes("{\"id\":\"" + number + "\",\"text\":\"" + text + "\"}"), text, reason);
    }

    private static Item item(int number) {
        return switch (number % KINDS) {
            case 1 -> new Item(number, null, "", Optional.of(Reason.TOMBSTONE));
            case 2 ->
                new Item(
                        number,
                        "{\"id\":\"2\",\"text\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1),
                        "",
                        Optional.of(Reason.INVALID_UTF8));
            case 3 -> broken(number, "{\"id\":\"" + number + "\",\"text\":\"cut o", Reason.INVALID_JSON);
            case 4 -> broken(number, "{\"id\":\"" + number + "\"}", Reason.MISSING_FIELD);
            case 5 -> item(number, "", Optional.of(Reason.EMPTY_TEXT));
            case 6 -> item(number, "a".repeat(MAX_TEXT_LENGTH + 1), Optional.of(Reason.TEXT_TOO_LONG));
            case 7 -> item(number, "this poison was bad", Optional.of(Reason.INFERENCE_FAILED));
            case 8 -> item(number, "the nan film", Optional.of(Reason.NON_FINITE_LOGITS));
            case 9 -> broken(number, "{\"id\":\"" + number + "\",\"text\":" + number + "}", Reason.INVALID_FIELD);
            case 10 -> item(number, "good ".repeat(WORDS_OF_LONG_TEXT), Optional.empty());
            default -> item(number, sentence(number), Optional.empty());
        };
    }

    private static Item broken(int number, String value, Reason reason) {
        return new Item(number, bytes(value), "", Optional.of(reason));
    }

    private static String sentence(int number) {
        List<String> words = TinyModel.WORDS.subList(0, 20);
        return IntStream.rangeClosed(0, number % 13)
                .mapToObj(i -> words.get((number * 7 + i * i) % words.size()))
                .collect(Collectors.joining(" "));
    }

    /** The records for a topic with the given number of partitions. */
    public static List<ProducerRecord<byte[], byte[]>> records(Collection<Item> items, String topic, int partitions) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        items.forEach(item -> records.add(item.in(topic, partitions)));
        return records;
    }

    /** Checks that no record has two results, and returns the results by number of the record. */
    public static Map<Integer, ConsumerRecord<byte[], byte[]>> byNumber(
            Collection<ConsumerRecord<byte[], byte[]>> results) {
        Map<Integer, ConsumerRecord<byte[], byte[]>> byNumber = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> result : results) {
            int number = Integer.parseInt(text(result.key()));
            assertThat(byNumber.put(number, result))
                    .as("another result of record %d", number)
                    .isNull();
        }
        return byNumber;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
