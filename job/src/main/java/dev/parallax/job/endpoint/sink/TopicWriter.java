package dev.parallax.job.endpoint.sink;

import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.Refusals;
import java.io.IOException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds to Flink's Kafka writer that a failure names the record that caused it, and that closing never fails: after a
 * failure Flink closes the task's writers, and ends the whole TaskManager where that fails too. Nothing is lost by
 * that, since all records have been flushed, and failures thrown, before a task that ends well is closed.
 *
 * @param <T> type of the values
 */
public final class TopicWriter<T> extends ForwardingWriter<T> {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWriter.class);

    private final OutputTopic topic;
    private final Refusals refusals;

    /**
     * @param topic the topic
     * @param refusals the records of this writer that Kafka has not acknowledged or has rejected
     * @param writer Flink's writer
     */
    public TopicWriter(
            OutputTopic topic,
            Refusals refusals,
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer) {
        super(writer);
        this.topic = topic;
        this.refusals = refusals;
    }

    @Override
    public void write(@Nullable T value, Context context) throws IOException, InterruptedException {
        try {
            super.write(value, context);
        } catch (IOException e) {
            throw refusals.named(e);
        } catch (RuntimeException e) {
            throw refusals.named(e);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        try {
            super.flush(endOfInput);
        } catch (IOException e) {
            throw refusals.named(e);
        } catch (RuntimeException e) {
            throw refusals.named(e);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The writer to topic {} could not be closed in good order", topic.described(), e);
        }
    }
}
