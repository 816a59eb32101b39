package dev.parallax.job.endpoint.topic;

import dev.parallax.text.RawRecord;

/**
 * The topic, partition and offset of a source record.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset in the partition
 */
public record Origin(String topic, int partition, long offset) {

    /** The origin of a record: its topic, partition and offset. */
    public static Origin of(RawRecord source) {
        return new Origin(source.topic(), source.partition(), source.offset());
    }

    /** For messages. */
    @Override
    public String toString() {
        return "the record of topic '" + topic + "', partition " + partition + ", offset " + offset;
    }
}
