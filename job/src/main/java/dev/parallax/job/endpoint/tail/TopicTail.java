package dev.parallax.job.endpoint.tail;

import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.endpoint.topic.PlaceholderProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the last records of some topics and then new ones, for a display. It belongs to no consumer group, commits
 * nothing and creates nothing. Topics that are not there are looked for again and again; brokers that do not answer are
 * asked again, and reading goes on where it was. It has a thread of its own.
 */
public final class TopicTail implements AutoCloseable {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(5);

    /** The intervals of a tail; tests use intervals of zero. */
    record Pace(Duration poll, Duration betweenChecks, Duration beforeRetry) {

        static final Pace USUAL = new Pace(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(2));
    }

    private final Supplier<Consumer<byte[], byte[]>> connect;
    private final Map<String, Integer> lastRecords;
    private final TailListener listener;
    private final Pace pace;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "topic-tail");
    private TailStatus reported = TailStatus.connecting();
    private volatile Consumer<byte[], byte[]> consumer;

    TopicTail(
            Supplier<Consumer<byte[], byte[]>> connect,
            Map<String, Integer> lastRecords,
            TailListener listener,
            Pace pace) {
        this.connect = connect;
        this.lastRecords = lastRecords;
        this.listener = listener;
        this.pace = pace;
        this.consumer = connect.get();
        thread.setDaemon(true);
    }

    /**
     * Starts to read. The listener is notified of whether there are brokers and topics.
     *
     * @param properties properties of Kafka's consumer, brokers among them
     * @param lastRecords what to read: by topic, how many records of each partition to read of those that are there, or
     *     fewer, as offsets of transactions' marks count too
     * @param listener what takes the records
     * @throws ConfigException if no client can start with the properties
     */
    public static TopicTail follow(
            Map<String, String> properties, Map<String, Integer> lastRecords, TailListener listener) {
        Map<String, Object> client = new HashMap<>(PlaceholderProvider.fillingIn(properties));
        client.put("enable.auto.commit", "false");
        client.put("allow.auto.create.topics", "false");
        // Offsets that are gone are noticed, and the end is looked for anew.
        client.put("auto.offset.reset", "none");
        client.putIfAbsent("metadata.max.age.ms", "30000");
        TopicTail tail;
        try {
            tail = new TopicTail(
                    () -> new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                    Map.copyOf(lastRecords),
                    listener,
                    Pace.USUAL);
        } catch (KafkaException e) {
            // Its message may hold a password out of a JAAS line, and so may its causes'.
            throw new ConfigException(List.of(new Problem(
                    "kafka.*",
                    "must be properties that a Kafka client can start with, and fail it with a "
                            + e.getClass().getSimpleName())));
        }
        tail.start();
        return tail;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            follow(consumer);
            while (!closed.await(pace.beforeRetry().toMillis(), TimeUnit.MILLISECONDS)) {
                reconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            report(TailStatus.disconnected("reading has ended"));
        }
    }

    private void reconnect() throws InterruptedException {
        Consumer<byte[], byte[]> next;
        try {
            next = connect.get();
        } catch (KafkaException e) {
            report(TailStatus.disconnected(e.getClass().getSimpleName()));
            return;
        }
        consumer = next;
        follow(next);
    }

    /** Reads until closed, or until something fails that a new client may correct. */
    private void follow(Consumer<byte[], byte[]> client) throws InterruptedException {
        try (client) {
            long checked = 0;
            while (closed.getCount() > 0) {
                long now = System.nanoTime();
                if (checked == 0 || now - checked >= pace.betweenChecks().toNanos()) {
                    check(client);
                    checked = now;
                }
                if (client.assignment().isEmpty()) {
                    closed.await(pace.poll().toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    read(client);
                }
            }
        } catch (WakeupException e) {
            if (closed.getCount() > 0) {
                throw e;
            }
        } catch (InvalidOffsetException e) {
            e.partitions().forEach(positions::remove);
        } catch (KafkaException e) {
            report(TailStatus.disconnected(e.getClass().getSimpleName()));
        }
    }

    private void read(Consumer<byte[], byte[]> client) {
        for (ConsumerRecord<byte[], byte[]> record : client.poll(pace.poll())) {
            byte[] value = record.value();
            listener.onRecord(record.topic(), record.timestamp(), value == null ? new byte[0] : value);
            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
    }

    /** Looks for topics and partitions that have come, and asks all brokers that matter for something. */
    private void check(Consumer<byte[], byte[]> client) {
        Set<String> missing = new TreeSet<>();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : lastRecords.keySet()) {
            List<TopicPartition> found = partitions(client, topic);
            partitions.addAll(found);
            if (found.isEmpty()) {
                missing.add(topic);
            }
        }
        List<TopicPartition> added = new ArrayList<>(partitions);
        added.removeAll(client.assignment());
        client.assign(partitions);
        Map<TopicPartition, Long> ends = client.endOffsets(partitions, ANSWERS_WITHIN);
        Map<TopicPartition, Long> beginnings = client.beginningOffsets(added, ANSWERS_WITHIN);
        for (TopicPartition partition : added) {
            long end = ends.getOrDefault(partition, 0L);
            long beginning = beginnings.getOrDefault(partition, 0L);
            long position = positions.getOrDefault(partition, -1L);
            int last = lastRecords.getOrDefault(partition.topic(), 0);
            boolean there = position >= beginning && position <= end;
            client.seek(partition, there ? position : Math.max(beginning, end - last));
        }
        report(TailStatus.connected(List.copyOf(missing)));
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> client, String topic) {
        try {
            @Nullable List<PartitionInfo> partitions = client.partitionsFor(topic, ANSWERS_WITHIN);
            return partitions == null
                    ? List.of()
                    : partitions.stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
        } catch (AuthorizationException e) {
            return List.of();
        }
    }

    private void report(TailStatus status) {
        if (!status.equals(reported)) {
            reported = status;
            listener.onStatus(status);
        }
    }

    /** Reads no more; when it returns, no further call comes. */
    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(CLOSED_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
