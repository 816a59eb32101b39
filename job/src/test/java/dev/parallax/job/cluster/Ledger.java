package dev.parallax.job.cluster;

import dev.parallax.job.pipeline.KafkaTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumes committed records of topics on a separate thread and counts the records of each number. Thread-safe. */
final class Ledger implements AutoCloseable {

    private final AtomicIntegerArray counts;
    private final AtomicLongArray firstNanos;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reader;
    private volatile boolean closed;
    private volatile RuntimeException failure;

    /**
     * @param client properties of a client
     * @param most highest number plus one
     */
    Ledger(Map<String, Object> client, int most, String... topics) {
        counts = new AtomicIntegerArray(most);
        firstNanos = new AtomicLongArray(most);
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaTopics.assign(consumer, topics);
        reader = new Thread(this::read, "ledger of " + List.of(topics));
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    int number = Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8));
                    if (counts.getAndIncrement(number) == 0) {
                        firstNanos.set(number, System.nanoTime());
                    }
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Whether each number of a range was seen. */
    boolean hasAll(int from, int to) {
        requireReading();
        return IntStream.range(from, to).allMatch(number -> counts.get(number) > 0);
    }

    /** Numbers of a range that were not seen. */
    int missing(int from, int to) {
        requireReading();
        return (int) IntStream.range(from, to)
                .filter(number -> counts.get(number) == 0)
                .count();
    }

    /** Records beyond the first of their number. */
    int doubled(int from, int to) {
        requireReading();
        return IntStream.range(from, to)
                .map(number -> Math.max(0, counts.get(number) - 1))
                .sum();
    }

    /** Records of a range. */
    int records(int from, int to) {
        requireReading();
        return IntStream.range(from, to).map(counts::get).sum();
    }

    private void requireReading() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Time at which the first record of a number was seen, by {@link System#nanoTime()}. */
    long seenNanos(int number) {
        return firstNanos.get(number);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join();
    }
}
