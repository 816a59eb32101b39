package dev.parallax.job.cluster;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer of numbered records at a constant rate. A record's number is its key; one in 101 is poison. Event time
 * advances by {@link #STEP_MILLIS} for each number. Sending is for one thread; times can be read by any.
 */
final class Traffic implements AutoCloseable {

    /** Event time between a record and the next. */
    static final long STEP_MILLIS = 10;

    /** A text on which a pattern of the form (x+x+)+\1y backtracks practically forever. */
    private static final String ENDLESS = "x".repeat(60);

    /** One in this many records is poison. It is coprime to the number of partitions, so that each has some. */
    private static final int PERIOD = 101;

    private static final String[] TEXTS = {
        "The film was good",
        "the FILM was awful",
        "i liked it , but it was long",
        "not bad",
        "I hated this very short film !"
    };

    private final String topic;
    private final int partitions;
    private final long startMillis;
    private final double perSecond;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLongArray sent;
    private volatile int next;

    /**
     * @param client properties of a client
     * @param most highest number plus one
     * @param startMillis event time of record 0
     * @param perSecond records a second
     */
    Traffic(Map<String, Object> client, String topic, int partitions, int most, long startMillis, double perSecond) {
        this.topic = topic;
        this.partitions = partitions;
        this.startMillis = startMillis;
        this.perSecond = perSecond;
        this.sent = new AtomicLongArray(most);
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("linger.ms", "5");
        properties.put("acks", "all");
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Whether a record cannot be classified by any model. */
    static boolean poison(int number) {
        return number % PERIOD == PERIOD - 1;
    }

    /**
     * Sends records on a separate thread.
     *
     * @param count number of records
     * @param endless whether one in 101 texts causes endless matching of some patterns
     * @return completes when all are sent
     */
    CompletableFuture<Void> send(int count, boolean endless) {
        int from = next;
        return CompletableFuture.runAsync(() -> send(from, from + count, endless));
    }

    /** Continues with another number and its event time. */
    void skipTo(int number) {
        next = number;
    }

    /** Sends a record to each partition, so that event time advances to them. */
    void tick() throws Exception {
        for (int partition = 0; partition < partitions; partition++) {
            send(next, event(next), text(next, TEXTS[0])).get(1, TimeUnit.MINUTES);
        }
    }

    private void send(int from, int to, boolean endless) {
        long start = System.nanoTime();
        try {
            Future<?> last = CompletableFuture.completedFuture(null);
            for (int number = from; number < to; number++) {
                long due = start + (long) ((number - from) / perSecond * 1e9);
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                boolean hangs = endless && number % PERIOD == PERIOD / 2;
                last = send(number, event(number), hangs ? text(number, ENDLESS) : value(number));
            }
            var unused = last.get(2, TimeUnit.MINUTES);
            producer.flush();
        } catch (Exception e) {
            throw new IllegalStateException("Record " + next + " was not sent", e);
        }
    }

    private Future<?> send(int number, long timestamp, byte[] value) {
        byte[] key = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        sent.set(number, System.nanoTime());
        Future<?> future = producer.send(new ProducerRecord<>(topic, number % partitions, timestamp, key, value));
        next = number + 1;
        return future;
    }

    private long event(int number) {
        return startMillis + number * STEP_MILLIS;
    }

    private static byte[] value(int number) {
        if (!poison(number)) {
            return text(number, TEXTS[number % TEXTS.length]);
        }
        return switch (number / PERIOD % 6) {
            case 0 -> null;
            case 1 -> ("{\"id\":\"" + number + "\",\"text\":\"cut o").getBytes(StandardCharsets.UTF_8);
            case 2 -> "{\"id\":\"2\",\"text\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
            case 3 -> ("{\"id\":\"" + number + "\"}").getBytes(StandardCharsets.UTF_8);
            case 4 -> text(number, "this poison was bad");
            default -> text(number, "the nan film");
        };
    }

    private static byte[] text(int number, String text) {
        return ("{\"id\":\"" + number + "\",\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** Numbers below this are sent. */
    int next() {
        return next;
    }

    /** Time at which a record was sent, by {@link System#nanoTime()}. */
    long sentNanos(int number) {
        return sent.get(number);
    }

    @Override
    public void close() {
        producer.close();
    }
}
