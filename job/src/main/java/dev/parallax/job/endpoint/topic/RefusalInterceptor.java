package dev.parallax.job.endpoint.topic;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reports to its producer's {@link Refusals} the result of each record. Made by Kafka, by its name. */
public final class RefusalInterceptor implements ProducerInterceptor<byte[], byte[]> {

    private @Nullable Refusals refusals;

    /** For Kafka. */
    public RefusalInterceptor() {}

    @Override
    public void configure(Map<String, ?> properties) {
        refusals = (Refusals) properties.get(Refusals.PROPERTY);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (refusals != null && record instanceof SourcedRecord sourced) {
            refusals.sent(sourced.headers(), sourced.origin());
        }
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception, Headers headers) {
        if (refusals != null) {
            refusals.acknowledged(metadata, exception, headers);
        }
    }

    @Override
    public void close() {}
}
