package dev.parallax.job.endpoint.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.endpoint.sink.TopicWriter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RefusedRecordTest {

    private final KafkaException withOthers = new KafkaException(
            "Failed to append record because it was part of a batch which had one more more invalid records");

    private final OutputTopic topic = OutputTopic.of("predictions", TopicRules.KAFKAS_DEFAULT);
    private final Refusals refusals = new Refusals(topic);
    private final Headers first = new RecordHeaders();
    private final Headers second = new RecordHeaders();

    @Test
    void of_a_batch_the_record_with_a_reason_is_named_though_others_come_before_it() throws IOException {
        // Given
        refusals.sent(first, new Origin("texts", 0, 7));
        refusals.sent(second, new Origin("texts", 1, 8));
        refusals.acknowledged(place(), withOthers, first);
        refusals.acknowledged(place(), new InvalidRecordException("no key"), second);
        // Then
        assertThat(refusals.named(new IOException("One or more requests failed")))
                .hasMessage("Topic 'predictions' (predictions), partition 1, does not take what was made of the "
                        + "record of topic"
                        + " 'texts', partition 1, offset 8: InvalidRecordException: no key. The task "
                        + "took the topic to have "
                        + TopicRules.KAFKAS_DEFAULT + "; tasks that start read that anew")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void where_no_record_has_a_reason_the_message_says_what_it_may_be() throws IOException {
        refusals.sent(first, new Origin("texts", 0, 7));
        refusals.acknowledged(place(), withOthers, first);
        assertThat(refusals.named(new IOException("One or more requests failed")))
                .hasMessageContaining("offset 7")
                .hasMessageContaining("one may have no key in a compacted topic");
    }

    @Test
    void a_failure_that_is_about_no_record_stays_what_it_is() {
        // Given a record that was written
        refusals.sent(first, new Origin("texts", 0, 7));
        refusals.acknowledged(place(), null, first);
        IllegalStateException failure = new IllegalStateException("This failure is part of the test");
        // Then
        assertThatThrownBy(() -> {
                    throw refusals.named(failure);
                })
                .isSameAs(failure);
    }

    @Test
    void a_writer_that_cannot_be_closed_does_not_end_the_process_of_its_task() {
        Failing failing = new Failing();
        TopicWriter<String> writer = new TopicWriter<>(topic, refusals, failing);
        assertThatCode(writer::close).doesNotThrowAnyException();
        assertThat(failing.closed).isTrue();
    }

    @Test
    void a_failure_of_a_write_or_a_flush_names_the_record() {
        // Given
        refusals.sent(first, new Origin("texts", 0, 7));
        refusals.acknowledged(place(), new InvalidRecordException("no key"), first);
        Failing failing = new Failing();
        TopicWriter<String> writer = new TopicWriter<>(topic, refusals, failing);
        // Then
        assertThatThrownBy(() -> writer.write("text", null)).hasMessageContaining("offset 7");
        assertThatThrownBy(() -> writer.flush(false)).hasMessageContaining("offset 7");
    }

    private static RecordMetadata place() {
        return new RecordMetadata(new TopicPartition("predictions", 1), -1, 0, -1, -1, -1);
    }

    /** Fails like Flink's writer after a record was rejected. */
    private static final class Failing
            implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {

        private boolean closed;

        @Override
        public void write(String text, Context context) {
            throw new KafkaException("The producer is in an error state");
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            throw new IOException("One or more requests failed");
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public Collection<KafkaCommittable> prepareCommit() {
            return List.of();
        }

        @Override
        public void close() throws IOException {
            closed = true;
            throw new IOException("One or more requests failed");
        }
    }
}
