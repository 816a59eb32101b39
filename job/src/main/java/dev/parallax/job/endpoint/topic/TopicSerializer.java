package dev.parallax.job.endpoint.topic;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Serializes records for one topic, which it names beforehand, because the sink looks there for transactions that a
 * failed attempt left open.
 *
 * @param <T> what is written
 */
public abstract class TopicSerializer<T> implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    private final OutputTopic topic;
    private transient @Nullable StampCounters counters;

    /** @param topic where to */
    public TopicSerializer(OutputTopic topic) {
        this.topic = topic;
    }

    /** The topic that is written to. */
    public final OutputTopic topic() {
        return topic;
    }

    /** Reads what the topic takes. An exactly-once writer calls this twice. */
    @Override
    public final void open(InitializationContext context, KafkaSinkContext sink) {
        if (counters == null) {
            var unused = topic.rules();
            counters = new StampCounters(context.getMetricGroup());
            register(context.getMetricGroup());
        }
    }

    /** Registers further metrics, once. */
    protected void register(MetricGroup group) {}

    /**
     * The timestamp for a record that is written now, counted; {@code inputMillis} is {@link Stamp#NONE} where there is
     * none.
     */
    protected final Stamp stamp(long inputMillis) {
        Stamp stamp = topic.stamp(inputMillis);
        if (counters != null) {
            counters.count(stamp);
        }
        return stamp;
    }

    @Override
    public final Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic.name()))));
    }
}
