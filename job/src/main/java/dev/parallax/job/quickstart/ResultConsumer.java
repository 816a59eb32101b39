package dev.parallax.job.quickstart;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.SlidingWindowReservoir;
import com.codahale.metrics.Snapshot;
import dev.parallax.job.endpoint.DeadLetterSplitter;
import dev.parallax.job.wire.PredictionJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Counts predictions and dead letters that are committed; a dead letter in parts counts once. Records of a
 * {@link SentenceProducer} have their number as key, so a second result for a record is noticed. It has a thread of its
 * own; counts may be read by any thread.
 */
public final class ResultConsumer implements AutoCloseable {

    private static final int LATEST = 20_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String predictionsTopic;
    private final long firstTimed;
    private final Reservoir latencies;
    private final BitSet seen = new BitSet();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile long predictions;
    private volatile long deadLetters;
    private volatile long repeated;
    private volatile boolean stopped;

    /**
     * Starts to read both topics from their beginning.
     *
     * @param bootstrapServers the broker
     * @param predictionsTopic topic of predictions, of one partition
     * @param deadLettersTopic topic of dead letters, of one partition
     */
    public ResultConsumer(String bootstrapServers, String predictionsTopic, String deadLettersTopic) {
        this(bootstrapServers, predictionsTopic, deadLettersTopic, 0);
    }

    /**
     * The same, with latencies of later records only.
     *
     * @param firstTimed number of the first record whose latency counts
     */
    public ResultConsumer(String bootstrapServers, String predictionsTopic, String deadLettersTopic, long firstTimed) {
        this(bootstrapServers, predictionsTopic, deadLettersTopic, firstTimed, new SlidingWindowReservoir(LATEST));
    }

    /**
     * The same, with latencies kept as the caller chooses.
     *
     * @param latencies receives the latencies, in milliseconds, in the thread of this consumer
     */
    ResultConsumer(
            String bootstrapServers,
            String predictionsTopic,
            String deadLettersTopic,
            long firstTimed,
            Reservoir latencies) {
        this.predictionsTopic = predictionsTopic;
        this.firstTimed = firstTimed;
        this.latencies = latencies;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "client.id", "result-consumer"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                List.of(new TopicPartition(predictionsTopic, 0), new TopicPartition(deadLettersTopic, 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.thread = new Thread(this::run, "result-consumer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    count(record);
                }
            }
        } catch (WakeupException e) {
            if (!stopped) {
                failure.compareAndSet(null, e);
            }
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            consumer.close();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes.
    private void count(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (DeadLetterSplitter.continues(record.headers())) {
            return;
        }
        int number = Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8));
        if (seen.get(number)) {
            repeated++;
        }
        seen.set(number);
        if (record.topic().equals(predictionsTopic)) {
            if (number >= firstTimed) {
                latencies.update(PredictionJson.latencyMillis(record.value()));
            }
            predictions++;
        } else {
            deadLetters++;
        }
    }

    /** Predictions so far. */
    public long predictions() {
        return checked(predictions);
    }

    /** Dead letters so far. */
    public long deadLetters() {
        return checked(deadLetters);
    }

    /** Records that came more than once. */
    public long repeated() {
        return checked(repeated);
    }

    /**
     * Milliseconds from the job's reading a record to its prediction: of the latest {@value #LATEST} predictions, if
     * the caller has not chosen otherwise.
     */
    public Snapshot latencyMillis() {
        return latencies.getSnapshot();
    }

    private long checked(long count) {
        Exception broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("The results cannot be read: " + broken.getMessage(), broken);
        }
        return count;
    }

    /** Reads no more. */
    @Override
    public void close() {
        stopped = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
