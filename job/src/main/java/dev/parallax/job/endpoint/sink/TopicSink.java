package dev.parallax.job.endpoint.sink;

import dev.parallax.job.config.SinkConfig;
import dev.parallax.job.config.option.Delivery;
import dev.parallax.job.endpoint.topic.NamingContext;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.PlaceholderProvider;
import dev.parallax.job.endpoint.topic.RefusalInterceptor;
import dev.parallax.job.endpoint.topic.Refusals;
import dev.parallax.job.endpoint.topic.TopicSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Flink's sink to a Kafka topic, of which each writer goes by what the topic takes when the task starts, names the
 * record that the topic rejects, and ends its task without ending the process. Its state is that of Flink's sink.
 *
 * @param <T> what is written
 */
public final class TopicSink<T>
        implements Sink<T>,
                SupportsWriterState<T, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {

    /** The producer's own. */
    private static final int DEFAULT_BATCH_SIZE = 16_384;

    private final DeliveryGuarantee delivery;
    private final String transactionalIdPrefix;
    private final TopicSerializer<T> serializer;
    private final HashMap<String, String> producer;

    /**
     * @param config how often, and the start of the transactional ids
     * @param name end of their prefix, another one for each topic
     * @param serializer how, and where to
     * @param producer properties of the producers, with placeholders that are filled in where they are made
     */
    public TopicSink(SinkConfig config, String name, TopicSerializer<T> serializer, Map<String, String> producer) {
        this.delivery = config.delivery() == Delivery.EXACTLY_ONCE
                ? DeliveryGuarantee.EXACTLY_ONCE
                : DeliveryGuarantee.AT_LEAST_ONCE;
        this.transactionalIdPrefix = config.transactionalIdPrefix() + name;
        this.serializer = serializer;
        this.producer = new HashMap<>(producer);
    }

    @Override
    public TopicWriter<T> createWriter(WriterInitContext context) throws IOException {
        Refusals refusals = new Refusals(serializer.topic());
        return new TopicWriter<>(
                serializer.topic(), refusals, writing(refusals).createWriter(new NamingContext(context, refusals)));
    }

    @Override
    public TopicWriter<T> restoreWriter(WriterInitContext context, Collection<KafkaWriterState> state)
            throws IOException {
        Refusals refusals = new Refusals(serializer.topic());
        return new TopicWriter<>(
                serializer.topic(),
                refusals,
                writing(refusals).restoreWriter(new NamingContext(context, refusals), state));
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return plain().getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) throws IOException {
        return plain().createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return plain().getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        plain().addPostCommitTopology(committables);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return plain().getLineageVertex();
    }

    private KafkaSink<T> plain() {
        return sink(PlaceholderProvider.clientProperties(producer));
    }

    /** The sink for one writer. */
    private TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable> writing(Refusals refusals) {
        Properties properties = PlaceholderProvider.clientProperties(producer);
        int limit = OutputTopic.usable(serializer.topic().batchBytes());
        // Topics count batches: one that the producer makes of several records must not be too large where none of them
        // is.
        properties.merge(
                ProducerConfig.BATCH_SIZE_CONFIG,
                Integer.toString(Math.min(DEFAULT_BATCH_SIZE, limit)),
                (given, ours) -> given.toString().matches("[0-9]{1,9}")
                        ? Integer.toString(Math.min(Integer.parseInt(given.toString()), limit))
                        : given);
        List<Object> interceptors = new ArrayList<>();
        String theirs = producer.getOrDefault(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, "");
        for (String name : theirs.split(",", -1)) {
            if (!name.isBlank()) {
                interceptors.add(name.strip());
            }
        }
        interceptors.add(RefusalInterceptor.class);
        properties.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, interceptors);
        properties.put(Refusals.PROPERTY, refusals);
        KafkaSink<T> sink = sink(properties);
        return delivery == DeliveryGuarantee.EXACTLY_ONCE
                ? new TransactionalSink<>(sink, serializer.topic().name(), producer)
                : sink;
    }

    private KafkaSink<T> sink(Properties properties) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(serializer)
                .setDeliveryGuarantee(delivery)
                .setTransactionalIdPrefix(transactionalIdPrefix)
                // Names are used again: what a failed attempt left open is listed and aborted, not probed for.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
    }
}
