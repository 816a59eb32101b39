package dev.parallax.job.endpoint;

import dev.parallax.job.endpoint.topic.Origin;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.SourcedRecord;
import dev.parallax.job.endpoint.topic.Stamp;
import dev.parallax.job.endpoint.topic.TopicRules;
import dev.parallax.job.endpoint.topic.TopicSerializer;
import dev.parallax.text.RawRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was made of a record with that record's key, headers and timestamp. A compacted topic takes no record
 * without a key, so there it has another; the timestamp may be another too, by {@link TopicRules#timestamp}.
 *
 * @param <T> what is written
 */
abstract class ResultSerializer<T> extends TopicSerializer<T> {

    /** @param topic where to */
    ResultSerializer(OutputTopic topic) {
        super(topic);
    }

    /** A record for the topic, made of the source's headers, a key and a new value. */
    final ProducerRecord<byte[], byte[]> result(
            RawRecord source, byte @Nullable [] key, byte @Nullable [] value, Stamp stamp) {
        return result(source, key, value, stamp, null);
    }

    /** The same for a partition; {@code null} for where the key says. */
    final ProducerRecord<byte[], byte[]> result(
            RawRecord source,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Stamp stamp,
            @Nullable Integer partition) {
        return new SourcedRecord(topic().name(), partition, stamp, key, value, source.headers(), Origin.of(source));
    }
}
