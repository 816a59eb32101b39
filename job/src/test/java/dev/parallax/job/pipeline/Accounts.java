package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tracks the results of {@link HostileRecords}: consumes committed predictions and dead letters, and compares them with
 * the records that were sent. For one thread.
 */
public final class Accounts implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> predictions = new HashMap<>();
    private final Map<Integer, List<String>> letters = new HashMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int sent;

    /**
     * @param client properties of a client
     * @param predictions topic of predictions
     * @param deadLetters topic of dead letters
     */
    public Accounts(Map<String, Object> client, String predictions, String deadLetters) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(predictions, deadLetters)) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Registers the positions of sent records, in order. */
    public void sent(List<RecordMetadata> places) {
        places.forEach(place -> numbers.put(place.partition() + "@" + place.offset(), sent++));
    }

    /** Polls once, and returns whether every sent record has a result. */
    public boolean complete() {
        consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        return accounted().size() == sent;
    }

    /**
     * Reads to the current end of both topics, and fails unless every record has one prediction or one dead letter,
     * with each of its parts once.
     */
    public void requireOneEachToTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var unused = complete();
        }
        requireOneEach();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String reason = header(record, "parallax.reason");
        // A source record may have such a header, but only a dead letter has all of them.
        String position = header(record, "parallax.source.partition") + "@" + header(record, "parallax.source.offset");
        if (record.topic().endsWith("dead-letters")) {
            String part = header(record, "parallax.part");
            letters.computeIfAbsent(numbers.get(position), number -> new ArrayList<>())
                    .add(part.contains("/") ? part : "whole");
            reasons.merge(reason, 1, Integer::sum);
        } else {
            predictions.merge(Integer.valueOf(header(record, HostileRecords.NUMBER)), 1, Integer::sum);
        }
    }

    private Set<Integer> accounted() {
        Set<Integer> all = new TreeSet<>(predictions.keySet());
        letters.forEach((number, parts) -> {
            if (parts.size() >= count(parts.get(0))) {
                all.add(number);
            }
        });
        return all;
    }

    /** Number of parts of a dead letter, from the header of one of them. */
    private static int count(String part) {
        return part.equals("whole") ? 1 : Integer.parseInt(part.substring(part.indexOf('/') + 1));
    }

    private void requireOneEach() {
        assertThat(accounted()).hasSize(sent);
        assertThat(predictions.values()).as("predictions of one record").containsOnly(1);
        Set<Integer> both = new TreeSet<>(letters.keySet());
        both.retainAll(predictions.keySet());
        assertThat(both).as("records with a prediction and a dead letter").isEmpty();
        letters.forEach((number, parts) -> assertThat(parts)
                .as("parts of the dead letter of record %d", number)
                .doesNotHaveDuplicates()
                .hasSize(count(parts.get(0))));
    }

    /** The counts in one line. */
    public String summary() {
        return sent + " records: " + predictions.size() + " predictions, " + letters.size()
                + " dead letters; records of the dead-letter topic by reason: " + reasons;
    }

    /** The number of a record that lacks a result, for the message of a test. */
    public String missing() {
        Set<Integer> there = accounted();
        return summary() + "; without a result: "
                + numbers.entrySet().stream()
                        .filter(entry -> !there.contains(entry.getValue()))
                        .limit(5)
                        .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
