package dev.parallax.job.endpoint.topic;

import dev.parallax.job.config.option.SinkTimestamp;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * The timestamp of an output record, and that of its input record.
 *
 * @param written epoch milliseconds; {@code null} for the time at which the producer or the broker takes it
 * @param inputMillis the input's, epoch milliseconds; {@link #NONE} for none
 * @param replaced whether the topic does not take the input's, or would delete the record by it
 * @param deleted whether the topic would delete the record by the input's
 */
public record Stamp(@Nullable Long written, long inputMillis, boolean replaced, boolean deleted) {

    /** Header: the input's timestamp, decimal epoch milliseconds, where the record has another. */
    public static final String HEADER = "parallax.timestamp";

    /** The timestamp that a consumer shows for a record without one. */
    public static final long NONE = RecordBatch.NO_TIMESTAMP;

    /** Most bytes that the header takes, as {@link RecordSize} counts. */
    static final int MOST_BYTES = 5 + HEADER.length() + 5 + 20;

    /**
     * A timestamp by rule.
     *
     * @param rules what the topic takes
     * @param wanted which timestamp is wanted
     * @param inputMillis the input's, {@link #NONE} for none
     * @param now the time of writing
     */
    static Stamp of(TopicRules rules, SinkTimestamp wanted, long inputMillis, long now) {
        long written = rules.timestamp(inputMillis, now);
        boolean replaced = inputMillis != NONE && written != inputMillis;
        boolean deleted = inputMillis != NONE && rules.deletes(inputMillis, now);
        if (rules.logAppendTime()) {
            return new Stamp(null, inputMillis, replaced, deleted);
        }
        return wanted == SinkTimestamp.NOW
                ? new Stamp(rules.timestamp(now, now), inputMillis, false, false)
                : new Stamp(written, inputMillis, replaced, deleted);
    }

    /**
     * Adds the header where the record has another timestamp than its input. An input that has such a header has its
     * own timestamp behind it: the last one counts.
     */
    void mark(ProducerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        boolean other = written == null || written != inputMillis;
        if (inputMillis != NONE && (other || headers.lastHeader(HEADER) != null)) {
            headers.add(HEADER, Long.toString(inputMillis).getBytes(StandardCharsets.UTF_8));
        }
    }
}
