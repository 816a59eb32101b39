package dev.parallax.job.endpoint.topic;

import dev.parallax.text.Header;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A record to be written that knows what it was made of, for the message when it cannot be. */
public final class SourcedRecord extends ProducerRecord<byte[], byte[]> {

    private final Object origin;

    /**
     * @param topic where to
     * @param partition where to; {@code null} for where the key says
     * @param stamp its timestamp, marked in its headers
     * @param key key, if any
     * @param value value, if any
     * @param headers headers of the input
     * @param origin what it was made of, by its {@code toString}, without any text of it
     */
    public SourcedRecord(
            String topic,
            @Nullable Integer partition,
            Stamp stamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers,
            Object origin) {
        super(topic, partition, stamp.written(), key, value);
        this.origin = origin;
        headers.forEach(header -> headers().add(header.key(), header.value()));
        stamp.mark(this);
    }

    /** The source record, for messages. */
    Object origin() {
        return origin;
    }
}
