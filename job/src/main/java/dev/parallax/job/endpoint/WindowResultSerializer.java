package dev.parallax.job.endpoint;

import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.RecordSize;
import dev.parallax.job.endpoint.topic.SourcedRecord;
import dev.parallax.job.endpoint.topic.TopicSerializer;
import dev.parallax.job.wire.JsonLine;
import dev.parallax.observe.MetricNames;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serializes results of windows, quality reports and alerts, as Kafka records. The key is {@code shadow/segment}, so
 * that those of one segment stay in order. The timestamp is the window's end where the topic takes that. A record that
 * is larger than the topic takes is counted, logged and not written.
 *
 * @param <T> what is written
 */
public final class WindowResultSerializer<T> extends TopicSerializer<T> {

    private static final Logger LOG = LoggerFactory.getLogger(WindowResultSerializer.class);

    private final JsonLine<T> json;
    private final Text<T> key;
    private final Millis<T> end;
    private transient @Nullable Counter tooLarge;

    /** Reads the text of a record that serves as its key. */
    @FunctionalInterface
    public interface Text<T> extends Serializable {
        /** The key of a result. */
        String of(T value);
    }

    /** A time in epoch milliseconds. */
    @FunctionalInterface
    public interface Millis<T> extends Serializable {
        /** The end of the window of a result, epoch milliseconds. */
        long of(T value);
    }

    /** Without the segment, which is a value out of a text's record. */
    private record Window(long endMillis) {

        @Override
        public String toString() {
            return "the window that ends at " + Instant.ofEpochMilli(endMillis);
        }
    }

    /**
     * @param topic the topic
     * @param json the format of the values
     * @param key the record key
     * @param end end of the window, epoch milliseconds
     */
    public WindowResultSerializer(OutputTopic topic, JsonLine<T> json, Text<T> key, Millis<T> end) {
        super(topic);
        this.json = json;
        this.key = key;
        this.end = end;
    }

    @Override
    protected void register(MetricGroup group) {
        tooLarge = group.counter(MetricNames.REPORTS_TOO_LARGE);
    }

    /** The record; {@code null} if it is too large, and the sink writes nothing then. */
    @Override
    public @Nullable ProducerRecord<byte[], byte[]> serialize(T value, KafkaSinkContext context, Long timestamp) {
        byte[] under = key.of(value).getBytes(StandardCharsets.UTF_8);
        byte[] written = json.write(value);
        Window window = new Window(end.of(value));
        long size = RecordSize.of(under, List.of(), written.length);
        if (size > topic().recordBytes()) {
            if (tooLarge != null) {
                tooLarge.inc();
            }
            LOG.warn(
                    "A record for topic {} of {} has {} bytes, and the topic takes {}: it is not written",
                    topic().described(),
                    window,
                    size,
                    topic().recordBytes());
            return null;
        }
        return new SourcedRecord(topic().name(), null, stamp(window.endMillis()), under, written, List.of(), window);
    }
}
