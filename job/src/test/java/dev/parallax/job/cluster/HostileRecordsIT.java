package dev.parallax.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Accounts;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.HostileRecords;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.NastyTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sends hostile records, to topics that reject records, with a broker, a JobManager and a TaskManager as processes. */
@Tag("cluster")
class HostileRecordsIT {

    private static final int RECORDS = Integer.getInteger("parallax.hostile.records", 100_000);
    private static final long SEED = Long.getLong("parallax.hostile.seed", 1);
    private static final int CHUNK = 5000;
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Map<String, String> ANY_TIMESTAMP =
            Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE), "max.message.bytes", "1048588");

    private final Path jar = Path.of(System.getProperty("parallax.job.jar"));

    @Test
    void every_record_becomes_one_prediction_or_one_dead_letter_without_a_restart() throws Exception {
        Path folder = Workspace.empty("hostile");
        try (KafkaCluster kafka = KafkaCluster.start(folder, 1);
                FlinkCluster flink = FlinkCluster.start(folder, 1, 2)) {
            // Given
            KafkaTopics topics = kafka.topics();
            topics.create("texts", PARTITIONS, ANY_TIMESTAMP);
            for (var topic : NastyTopics.arrangement(Math.floorMod(SEED - 1, NastyTopics.ARRANGEMENTS))
                    .entrySet()) {
                topics.create(topic.getKey(), 2, topic.getValue());
            }
            JobFile file = new JobFile(kafka.bootstrapServers(), model(folder), JobFile.PIPELINE)
                    .set("source.max-text-length", "500")
                    .set("source.fields.segment", "language")
                    .set("quality.segments", "[en]");
            String job = flink.run(jar, 2, List.of(), file.write(folder.resolve("job.yaml")));
            HostileRecords records = new HostileRecords(SEED, "texts", PARTITIONS, System.currentTimeMillis());
            long start = System.nanoTime();
            try (Accounts accounts = new Accounts(kafka.client(), "predictions", "dead-letters")) {
                // When
                for (int from = 0; from < RECORDS; from += CHUNK) {
                    accounts.sent(topics.send(records.records(from, Math.min(CHUNK, RECORDS - from))));
                }
                boolean done = Await.within(PATIENCE, accounts::complete);
                // Then
                assertThat(done).as(accounts::missing).isTrue();
                assertThat(flink.rest().restarts(job)).as(() -> log(flink)).isZero();
                assertThat(flink.rest().running(job)).isTrue();
                assertThat(flink.process("taskmanager-1").alive()).isTrue();
                var unused = flink.stop(job);
                accounts.requireOneEachToTheEnd();
                String report = "Seed " + SEED + ", " + (System.nanoTime() - start) / 1_000_000_000 + " s, no restart. "
                        + accounts.summary();
                Files.writeString(Workspace.result("hostile.md"), report + System.lineSeparator());
                System.out.println(report);
            }
        }
    }

    @Test
    void a_topic_that_is_configured_anew_neither_ends_the_process_nor_keeps_the_job_from_coming_back()
            throws Exception {
        Path folder = Workspace.empty("refused");
        try (KafkaCluster kafka = KafkaCluster.start(folder, 1);
                FlinkCluster flink = FlinkCluster.start(folder, 1, 2)) {
            // Given
            KafkaTopics topics = kafka.topics();
            topics.create("texts", PARTITIONS, ANY_TIMESTAMP);
            for (String topic : JobFile.OUTPUTS) {
                topics.create(topic, 2);
            }
            JobFile file = new JobFile(kafka.bootstrapServers(), model(folder), JobFile.PIPELINE);
            String job = flink.run(jar, 2, List.of(), file.write(folder.resolve("job.yaml")));
            try (Accounts accounts = new Accounts(kafka.client(), "predictions", "dead-letters")) {
                // When
                int sent = 0;
                for (Map<String, String> change : List.<Map<String, String>>of(
                        Map.of(),
                        Map.of("message.timestamp.after.max.ms", "60000"),
                        Map.of("cleanup.policy", "compact"),
                        Map.of("max.message.bytes", "5000"))) {
                    topics.alter("predictions", change);
                    int from = sent;
                    accounts.sent(topics.send(IntStream.range(from, from + 200)
                            .mapToObj(HostileRecordsIT::record)
                            .toList()));
                    sent += 200;
                    Await.until(() -> accounts.missing() + log(flink), accounts::complete);
                    assertThat(flink.process("taskmanager-1").alive()).isTrue();
                }
                // Then
                accounts.requireOneEachToTheEnd();
                assertThat(flink.rest().restarts(job)).isBetween(3, 12);
                assertThat(flink.process("taskmanager-1").output()).doesNotContain("FATAL");
                assertThat(flink.rest().failures(job))
                        .contains("does not take what was made of the record of topic 'texts', partition ");
            }
        }
    }

    /** Half an hour ahead, without a key, and with a large header. */
    private static ProducerRecord<byte[], byte[]> record(int number) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                "texts",
                number % PARTITIONS,
                System.currentTimeMillis() + 1_800_000,
                null,
                ("{\"id\":\"" + number + "\",\"text\":\"good film\",\"timestamp\":" + System.currentTimeMillis() + "}")
                        .getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add(HostileRecords.NUMBER, Integer.toString(number).getBytes(StandardCharsets.UTF_8))
                .add("large", new byte[6000]);
        return record;
    }

    private static Path model(Path folder) {
        return TinyModel.bert().write(folder.resolve("tiny"));
    }

    private static String log(FlinkCluster flink) {
        return "; TaskManager: " + flink.process("taskmanager-1").output();
    }
}
