package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyHead;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.wire.PublishedSchemas;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole job with three shadows: the Spark NLP twin and two other heads, each under its own name. */
@ExtendWith(SharedBroker.class)
class SeveralShadowsJobTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "several";
    private static final int PARTITIONS = 2;
    private static final int TEXTS = 200;
    private static final long START = 1_700_000_000_000L;
    private static final long WINDOW_MILLIS = 20_000;
    private static final long BETWEEN_MILLIS = 100;

    private final KafkaTopics kafka;

    @TempDir
    private Path folder;

    SeveralShadowsJobTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    private Map<String, String> options(String kinds) {
        Path same = TinyHead.same().write(folder.resolve("same"));
        Path opposite = TinyHead.opposite().write(folder.resolve("opposite"));
        Map<String, String> options = new LinkedHashMap<>();
        options.put("shadow.enabled", "true");
        options.put("shadow.kind", kinds);
        options.put("shadow.heads", "{same-head: '" + same + "', opposite-head: '" + opposite + "'}");
        options.put("shadow.capacity", "4000");
        options.put("shadow.max-waiting", "4000");
        options.put("shadow.timeout", "1 min");
        options.put(
                "shadow.pipeline",
                "[{documentAssembler: {}}, {tokenizer: {}}, {bertForSequenceClassification: {caseSensitive: false}}]");
        options.put("quality.enabled", "true");
        options.put("quality.window", WINDOW_MILLIS + " ms");
        options.put("quality.slide", "2 s");
        options.put("quality.comparison-timeout", "20 s");
        options.put("source.max-out-of-orderness", "1 s");
        options.put("sink.quality-topic", NAME + "-quality");
        options.put("sink.alerts-topic", NAME + "-alerts");
        options.put("alerts", "[{name: low, metric: agreement.rate, below: 0.5, min-records: 50}]");
        return options;
    }

    /** Texts with labels, of which nine in ten are of one class. */
    private List<ProducerRecord<byte[], byte[]>> texts(String topic, int from, int count, long startMillis) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> new ProducerRecord<>(
                        topic,
                        number % PARTITIONS,
                        Workload.bytes(Integer.toString(number)),
                        Workload.bytes("{\"id\":\"" + number + "\",\"text\":\"the film was "
                                + (number % 3 == 0 ? "bad" : "good") + "\",\"label\":\""
                                + (number % 10 == 0 ? "negative" : "positive") + "\",\"timestamp\":"
                                + (startMillis + (number - from) * BETWEEN_MILLIS) + "}")))
                .toList();
    }

    @Test
    void every_shadow_has_its_own_windows_disagreements_and_alerts_also_after_a_restart_with_one_more()
            throws Exception {
        // Given
        StreamingJob.createTopics(NAME, kafka, PARTITIONS);
        kafka.create(NAME + "-quality", 1);
        kafka.create(NAME + "-alerts", 1);
        Path model = TinyModel.bert().features().write(folder.resolve("tiny"));
        Map<String, String> options = options("head");
        try (MiniCluster cluster = ExactlyOnceTest.cluster(1, 2)) {
            StreamingJob heads = StreamingJob.of(NAME, kafka, model, options);
            JobID first = ExactlyOnceTest.submit(cluster, heads);
            kafka.send(texts(heads.texts(), 0, TEXTS, START));
            var unused = kafka.committed(TEXTS, heads.predictions());
            String savepoint = cluster.stopWithSavepoint(
                            first, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                    .get();
            // When: Spark NLP comes to the two heads
            options.put("shadow.kind", "[spark-nlp, head]");
            options.put("flink.execution.state-recovery.path", savepoint);
            StreamingJob all = StreamingJob.of(NAME, kafka, model, options);
            JobID second = ExactlyOnceTest.submit(cluster, all);
            kafka.send(texts(all.texts(), TEXTS, TEXTS, START + WINDOW_MILLIS));
            kafka.send(texts(all.texts(), 2 * TEXTS, PARTITIONS, START + 10 * WINDOW_MILLIS));
            Await.until(
                    "both windows of all leave",
                    () -> report("same-head", 1) != null
                            && report("opposite-head", 2) != null
                            && report("same-head", 2) != null
                            && report("spark-nlp", 2) != null);
            cluster.cancelJob(second).get();
        }
        // Then: every head saw every text once, before and after
        for (int window = 1; window <= 2; window++) {
            assertAgreement("same-head", window, 1);
            assertAgreement("opposite-head", window, 0);
        }
        assertAgreement("spark-nlp", 2, 1);
        // Labels produce F1 by every name for each shadow, and show that most texts are of one class
        JsonNode same = report("same-head", 2);
        JsonNode opposite = report("opposite-head", 2);
        assertThat(number(same, "f1.shadowVsLabels.spark.accuracy")
                        + number(opposite, "f1.shadowVsLabels.spark.accuracy"))
                .isEqualTo(1);
        assertThat(number(same, "majority.labels.share")).isEqualTo(0.9);
        assertThat(number(same, "f1.constantVsLabels.spark.f1")).isGreaterThan(0.8);
        assertThat(same.at("/warnings/0/message").textValue()).contains("90 %", "'positive'");
        // Disagreements are the opposite head's, and the alert is too
        List<JsonNode> disagreements = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : kafka.committed(StreamingJob.disagreements(NAME))) {
            disagreements.add(JSON.readTree(each.value()));
        }
        assertThat(disagreements).hasSize(2 * TEXTS + PARTITIONS).allSatisfy(disagreement -> {
            assertThat(disagreement.get("shadow").textValue()).isEqualTo("opposite-head");
            assertThat(disagreement.at("/head/label").textValue())
                    .isNotEqualTo(disagreement.at("/huggingFace/label").textValue());
            assertThat(disagreement.has("sparkNlp")).isFalse();
        });
        assertThat(read(NAME + "-alerts"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.get("shadow").textValue()).isEqualTo("opposite-head"));
    }

    private void assertAgreement(String shadow, int window, double rate) throws Exception {
        JsonNode report = report(shadow, window);
        assertThat(report.at("/counts/records").intValue()).isEqualTo(TEXTS);
        assertThat(report.at("/counts/compared").intValue()).isEqualTo(TEXTS);
        assertThat(report.get("complete").booleanValue()).isTrue();
        assertThat(number(report, "agreement.rate")).isEqualTo(rate);
    }

    private static double number(JsonNode report, String name) {
        return report.get("values").get(name).doubleValue();
    }

    /** The report of a shadow on one of the windows that do not overlap, from 1, if it exists. */
    private JsonNode report(String shadow, int window) throws Exception {
        JsonNode found = null;
        for (JsonNode report : read(NAME + "-quality")) {
            assertThat(PublishedSchemas.ofReport(report)).isEmpty();
            if (report.get("shadow").textValue().equals(shadow)
                    && Instant.parse(report.at("/window/end").textValue()).toEpochMilli()
                            == START + window * WINDOW_MILLIS) {
                found = report;
            }
        }
        return found;
    }

    private List<JsonNode> read(String topic) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : kafka.committed(topic)) {
            all.add(JSON.readTree(each.value()));
        }
        return all;
    }
}
