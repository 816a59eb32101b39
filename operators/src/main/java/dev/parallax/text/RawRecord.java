package dev.parallax.text;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source record, byte for byte, so that a dead letter can contain all of it.
 *
 * @param topic topic, or file name
 * @param partition partition, 0 for a file
 * @param offset offset in the partition, or line number from 0
 * @param timestampMillis the source's own timestamp, epoch milliseconds
 * @param readMillis when this job read it, epoch milliseconds
 * @param key the key's bytes, if any
 * @param value the value's bytes; {@code null} is a tombstone
 * @param headers headers in the source's order
 */
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestampMillis,
        long readMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /** Position of the record in the source, for messages: {@code topic-partition@offset}. */
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawRecord that
                && topic.equals(that.topic)
                && partition == that.partition
                && offset == that.offset
                && timestampMillis == that.timestampMillis
                && readMillis == that.readMillis
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && headers.equals(that.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, partition, offset, timestampMillis);
    }

    /** The position only: a record's text is never logged. */
    @Override
    public String toString() {
        return "RawRecord[" + position() + "]";
    }
}
