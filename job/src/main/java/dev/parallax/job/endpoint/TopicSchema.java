package dev.parallax.job.endpoint;

import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

/**
 * Writes to one topic, which it names beforehand, because the sink looks there for transactions that a failed attempt left open.
 *
 * @param <T> what is written
 */
abstract class TopicSchema<T> implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    private final String topic;

    /** @param topic where to */
    TopicSchema(String topic) {
        this.topic = topic;
    }

    /** Where to. */
    final String topic() {
        return topic;
    }

    @Override
    public final Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }
}
