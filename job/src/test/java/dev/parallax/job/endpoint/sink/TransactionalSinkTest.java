package dev.parallax.job.endpoint.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.endpoint.topic.TopicSerializer;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the sink's writers in Flink's test harness with a broker. */
@ExtendWith(SharedBroker.class)
class TransactionalSinkTest {

    private static final int PARTITIONS = 1;

    private final KafkaTopics kafka;

    TransactionalSinkTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Test
    void what_is_open_under_an_id_that_the_checkpoint_lists_is_aborted_after_fewer_writers_are_restored()
            throws Exception {
        // Given checkpoint 1 of two writers, and behind it a transaction under the id that it lists of the second
        String topic = topic("fewer");
        OperatorSubtaskState first = stateWithOneTransaction(topic, "fewer", 2, 0);
        OperatorSubtaskState second = stateWithOneTransaction(topic, "fewer", 2, 1);
        leaveOpen(topic, "fewer-1-0");
        // When one is restored from both
        OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(first, second);
        OperatorSubtaskState mine = AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 2, 2, 1, 0);
        List<String> seen = seenAfterFirstSnapshot(topic, "fewer", mine);
        // Then
        assertThat(seen).containsExactly("before 0", "before 1", "after");
    }

    @Test
    void what_is_open_under_an_id_of_an_earlier_prefix_is_aborted() throws Exception {
        // Given
        String topic = topic("renamed");
        OperatorSubtaskState state = stateWithOneTransaction(topic, "renamed", 1, 0);
        leaveOpen(topic, "renamed-0-0");
        // When
        List<String> seen = seenAfterFirstSnapshot(topic, "other", state);
        // Then
        assertThat(seen).containsExactly("before 0", "after");
    }

    @Test
    void what_is_open_under_an_id_that_the_writer_has_no_use_for_is_aborted_though_nothing_has_changed()
            throws Exception {
        // Given a checkpoint that lists the ids 0 and 1, of which a writer that starts uses neither again before it
        // must
        String topic = topic("same");
        OperatorSubtaskState state;
        try (var writer = harness(topic, "same", 1, 0)) {
            writer.open();
            write(writer, "before 0", 1);
            writer.snapshot(1, 1);
            write(writer, "before 1", 2);
            state = writer.snapshot(2, 2);
            commitAll(writer);
        }
        leaveOpen(topic, "same-0-1");
        // When
        List<String> seen = seenAfterFirstSnapshot(topic, "same", state);
        // Then
        assertThat(seen).containsExactly("before 0", "before 1", "after");
    }

    @Test
    void a_transaction_in_another_topic_stays_open_though_the_checkpoint_lists_its_id() throws Exception {
        // Given a job that was started from a savepoint of another, with a topic and a prefix of its own
        String topic = topic("original");
        String copy = topic("copy");
        OperatorSubtaskState state = stateWithOneTransaction(topic, "original", 1, 0);
        try (KafkaProducer<byte[], byte[]> running = leaveOpen(topic, "original-0-0")) {
            // When
            List<String> seen = seenAfterFirstSnapshot(copy, "copy", state);
            // Then
            assertThat(seen).containsExactly("after");
            running.commitTransaction();
        }
        assertThat(values(topic)).containsExactly("before 0", "left open");
    }

    private String topic(String name) throws Exception {
        String topic = "transactional-sink-" + name;
        kafka.create(topic, PARTITIONS);
        return topic;
    }

    /** Checkpoint 1 of a writer that has written one record, which is committed when it is complete. */
    private OperatorSubtaskState stateWithOneTransaction(String topic, String prefix, int parallelism, int subtask)
            throws Exception {
        try (var writer = harness(topic, prefix, parallelism, subtask)) {
            writer.open();
            write(writer, "before " + subtask, 1);
            OperatorSubtaskState state = writer.snapshot(1, 1);
            commitAll(writer);
            return state;
        }
    }

    /** Restores a writer, and returns what consumers see after the next checkpoint is committed. */
    private List<String> seenAfterFirstSnapshot(String topic, String prefix, OperatorSubtaskState state)
            throws Exception {
        try (var writer = harness(topic, prefix, 1, 0)) {
            writer.setRestoredCheckpointId(2);
            writer.initializeState(state);
            writer.open();
            write(writer, "after", 3);
            writer.snapshot(3, 3);
            commitAll(writer);
            return values(topic);
        }
    }

    /** Opens a transaction, like an attempt that reuses the id and crashes. */
    private KafkaProducer<byte[], byte[]> leaveOpen(String topic, String id) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", id);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "left open".getBytes(StandardCharsets.UTF_8)))
                .get(1, TimeUnit.MINUTES);
        return producer;
    }

    private OneInputStreamOperatorTestHarness<String, CommittableMessage<KafkaCommittable>> harness(
            String topic, String prefix, int parallelism, int subtask) throws Exception {
        Map<String, String> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("transaction.timeout.ms", "900000");
        KafkaSink<String> sink = KafkaSink.<String>builder()
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(new Plain(topic))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(prefix)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
        OneInputStreamOperatorTestHarness<String, CommittableMessage<KafkaCommittable>> writer =
                new OneInputStreamOperatorTestHarness<>(
                        new SinkWriterOperatorFactory<>(new TransactionalSink<>(sink, topic, client)),
                        parallelism,
                        parallelism,
                        subtask);
        writer.setup(CommittableMessageTypeInfo.of(sink::getCommittableSerializer)
                .createSerializer(new SerializerConfigImpl()));
        return writer;
    }

    private static void write(
            OneInputStreamOperatorTestHarness<String, CommittableMessage<KafkaCommittable>> writer,
            String value,
            long checkpoint)
            throws Exception {
        writer.processElement(value, 0);
        writer.prepareSnapshotPreBarrier(checkpoint);
    }

    /** Commits like the sink's committer in another process. */
    private void commitAll(OneInputStreamOperatorTestHarness<String, CommittableMessage<KafkaCommittable>> writer) {
        for (CommittableMessage<KafkaCommittable> message : writer.extractOutputValues()) {
            if (message instanceof CommittableWithLineage<KafkaCommittable> committable) {
                commit(committable.getCommittable());
            }
        }
        writer.getOutput().clear();
    }

    private void commit(KafkaCommittable order) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "key.serializer", ByteArraySerializer.class.getName(),
                "value.serializer", ByteArraySerializer.class.getName()));
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer =
                new FlinkKafkaInternalProducer<>(properties, order.getTransactionalId())) {
            producer.resumeTransaction(order.getProducerId(), order.getEpoch());
            producer.commitTransaction();
        }
    }

    private List<String> values(String topic) {
        List<String> values = new ArrayList<>();
        kafka.committed(topic).forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }

    /** Writes texts as they are. */
    private static final class Plain extends TopicSerializer<String> {

        Plain(String topic) {
            super(new SizedOutput(topic, Long.MAX_VALUE));
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(String value, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(topic().name(), value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
