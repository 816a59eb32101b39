package dev.parallax.job.endpoint;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes what is told of a window: the key is {@code shadow/segment}, so that those of one stay in order, and the timestamp the
 * window's end.
 *
 * @param <T> what is written
 */
final class ReportSchema<T> extends TopicSchema<T> {

    private final JsonLine<T> json;
    private final Text<T> key;
    private final Millis<T> end;

    /** What a record is filed under. */
    @FunctionalInterface
    interface Text<T> extends Serializable {
        String of(T value);
    }

    /** A time in epoch milliseconds. */
    @FunctionalInterface
    interface Millis<T> extends Serializable {
        long of(T value);
    }

    /**
     * @param topic where to
     * @param json how
     * @param key what it is filed under
     * @param end the window's end
     */
    ReportSchema(String topic, JsonLine<T> json, Text<T> key, Millis<T> end) {
        super(topic);
        this.json = json;
        this.key = key;
        this.end = end;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T value, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                topic(),
                null,
                Math.max(0, end.of(value)),
                key.of(value).getBytes(StandardCharsets.UTF_8),
                json.write(value));
    }
}
