package dev.parallax.job.endpoint;

import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was made of a record with that record's key, headers and timestamp.
 *
 * @param <T> what is written
 */
abstract class ResultSchema<T> extends TopicSchema<T> {

    /** @param topic where to */
    ResultSchema(String topic) {
        super(topic);
    }

    /** A record for the topic, made of the source's and a new value. */
    final ProducerRecord<byte[], byte[]> result(RawRecord source, byte @Nullable [] value) {
        return result(source, value, null);
    }

    /** The same for a partition; {@code null} for where the key says. */
    final ProducerRecord<byte[], byte[]> result(
            RawRecord source, byte @Nullable [] value, @Nullable Integer partition) {
        // Records of message format 0 have no timestamp, which a consumer shows as -1.
        Long timestamp = source.timestampMillis() < 0 ? null : source.timestampMillis();
        ProducerRecord<byte[], byte[]> result =
                new ProducerRecord<>(topic(), partition, timestamp, source.key(), value);
        List<Header> headers = source.headers();
        headers.forEach(header -> result.headers().add(header.key(), header.value()));
        return result;
    }
}
