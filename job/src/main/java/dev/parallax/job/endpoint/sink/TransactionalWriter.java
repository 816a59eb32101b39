package dev.parallax.job.endpoint.sink;

import dev.parallax.observe.MetricNames;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A writer of {@link TransactionalSink}. Before its first snapshot it aborts what the recovery left open; with every
 * snapshot the first of the parallel writers looks at how far readers come. For the task's thread.
 *
 * @param <T> what is written
 */
@SuppressWarnings("try") // Closing is Flink's: it may be interrupted.
final class TransactionalWriter<T> extends ForwardingWriter<T> {

    private final LeftTransactions left;
    private final Map<String, Object> client;
    private final Counter aborted;
    private final @Nullable ReaderProgress progress;

    /**
     * @param writer writes
     * @param left what the recovery may have left open
     * @param topic where {@code writer} writes to
     * @param client properties of a Kafka client
     * @param context of the task
     */
    TransactionalWriter(
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer,
            LeftTransactions left,
            String topic,
            Map<String, String> client,
            WriterInitContext context) {
        super(writer);
        this.left = left;
        this.client = new HashMap<>(client);
        this.aborted = context.metricGroup().counter(MetricNames.TRANSACTIONS_ABORTED);
        this.progress = context.getTaskInfo().getIndexOfThisSubtask() == 0
                ? new ReaderProgress(topic, Admin.create(this.client), System::nanoTime)
                : null;
        if (progress != null) {
            context.metricGroup().gauge(MetricNames.READERS_HELD_BACK_SECONDS, progress::heldBackSeconds);
            context.metricGroup().gauge(MetricNames.READERS_HELD_BACK_CHECKPOINTS, progress::heldBackCheckpoints);
        }
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        if (left.any()) {
            try (Admin admin = Admin.create(client)) {
                aborted.inc(left.abort(admin));
            }
        }
        if (progress != null) {
            progress.look();
        }
        return super.snapshotState(checkpointId);
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(super::close, progress);
    }
}
