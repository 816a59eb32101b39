package dev.parallax.job.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the sentences of a corpus to a topic, again from the first after the last, as JSON with the record's number as
 * key. It has a thread of its own; counts may be read by any thread.
 */
public final class SentenceProducer implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long NANOS = 1_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 5_000_000L;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Corpus corpus;
    private final boolean withMalformed;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Starts to send.
     *
     * @param bootstrapServers the broker
     * @param topic topic to send to
     * @param corpus what to send
     * @param withMalformed whether to mix in values that are not text records
     * @param records how many records to send, 0 for no end
     * @param perSecond records a second at most, 0 for as many as go
     */
    public SentenceProducer(
            String bootstrapServers,
            String topic,
            Corpus corpus,
            boolean withMalformed,
            long records,
            double perSecond) {
        this(bootstrapServers, topic, corpus, withMalformed, records, perSecond, () -> Long.MAX_VALUE);
    }

    /**
     * Starts to send, never beyond a limit.
     *
     * @param limit number of records that may have been sent by now; asked again until it is high enough
     */
    public SentenceProducer(
            String bootstrapServers,
            String topic,
            Corpus corpus,
            boolean withMalformed,
            long records,
            double perSecond,
            LongSupplier limit) {
        this.topic = topic;
        this.corpus = corpus;
        this.withMalformed = withMalformed;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "linger.ms", "5",
                        "client.id", "sentence-producer"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = new Thread(() -> run(records, perSecond, limit), "sentence-producer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(long records, double perSecond, LongSupplier limit) {
        long between = perSecond > 0 ? (long) (NANOS / perSecond) : 0;
        long due = System.nanoTime();
        try {
            for (long n = 0; (records == 0 || n < records) && !stopped; n++) {
                if (between > 0) {
                    pace(due);
                }
                if (awaitLimit(n, limit)) {
                    // Records that the limit held back are not caught up with: that would be a burst.
                    due = System.nanoTime();
                }
                due += between;
                var unused = producer.send(record(n), (metadata, e) -> {
                    if (e == null) {
                        sent.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, e);
                    }
                });
            }
            producer.flush();
        } catch (RuntimeException e) {
            if (!stopped) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** Whether the limit held the record back. */
    private boolean awaitLimit(long n, LongSupplier limit) {
        boolean waited = false;
        while (n >= limit.getAsLong() && !stopped) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            waited = true;
        }
        return waited;
    }

    private void pace(long until) {
        for (long left = until - System.nanoTime(); left > 0 && !stopped; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private ProducerRecord<byte[], byte[]> record(long n) {
        byte[] key = Long.toString(n).getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value(n));
        record.headers().add("sender", "sentence-producer".getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private byte @Nullable [] value(long n) {
        if (withMalformed && Corpus.malformed(n)) {
            return Corpus.malformedValue(n);
        }
        Corpus.Sentence sentence = corpus.sentence(n);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", Long.toString(n));
        fields.put("text", sentence.text());
        fields.put("label", sentence.label());
        fields.put("timestamp", System.currentTimeMillis());
        try {
            return MAPPER.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of strings could not be written", e);
        }
    }

    /**
     * Records that the broker has taken.
     *
     * @throws IllegalStateException if it rejected one
     */
    public long sent() {
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("The broker refused a record: " + refused.getMessage(), refused);
        }
        return sent.get();
    }

    /** Sends no more. */
    @Override
    public void close() {
        stopped = true;
        producer.close(Duration.ofSeconds(10));
    }
}
