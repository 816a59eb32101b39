package dev.parallax.job.endpoint.sink;

import dev.parallax.job.endpoint.topic.PlaceholderProvider;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * A {@link KafkaSink} with transactions whose writers also abort what a recovery leaves open ({@link LeftTransactions})
 * and measure for how long readers are held back ({@link ReaderProgress}). All else is the sink's.
 *
 * @param <T> what is written
 */
final class TransactionalSink<T>
        implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1;

    private final KafkaSink<T> sink;
    private final String topic;
    private final Map<String, String> client;

    /**
     * @param sink writes exactly once, with transactional ids that it uses again
     * @param topic where to
     * @param client properties of a Kafka client, with placeholders
     */
    TransactionalSink(KafkaSink<T> sink, String topic, Map<String, String> client) {
        this.sink = sink;
        this.topic = topic;
        this.client = Map.copyOf(client);
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> recovered) throws IOException {
        LeftTransactions left = new LeftTransactions(recovered, topic);
        PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer =
                delegate().restoreWriter(context, recovered);
        return new TransactionalWriter<>(writer, left, topic, PlaceholderProvider.fillingIn(client), context);
    }

    /** By its interface: the class of the sink's writers is not public. */
    private TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable> delegate() {
        return sink;
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        sink.addPostCommitTopology(committables);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return sink.getLineageVertex();
    }
}
