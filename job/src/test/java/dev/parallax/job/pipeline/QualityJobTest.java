package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.wire.PublishedSchemas;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole job with reports and alerts on topics of a real broker. */
@ExtendWith(SharedBroker.class)
class QualityJobTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "quality";
    private static final int PARTITIONS = 2;

    /** A multiple of the window's length. */
    private static final long START = 1_700_000_000_000L;

    private static final long BETWEEN_MILLIS = 100;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int THIRD = 600;
    private static final long SLIDE_MILLIS = 2000;

    private final KafkaTopics kafka;

    @TempDir
    private Path folder;

    private Path model;

    QualityJobTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void writeModel() {
        model = TinyModel.bert().write(folder.resolve("tiny"));
    }

    private static Map<String, String> options(boolean caseSensitive) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("shadow.enabled", "true");
        options.put("shadow.capacity", "4000");
        options.put("shadow.max-waiting", "4000");
        options.put("shadow.timeout", "1 min");
        options.put(
                "shadow.pipeline",
                "[{documentAssembler: {}}, {tokenizer: {}}, {bertForSequenceClassification: {caseSensitive: "
                        + caseSensitive + "}}]");
        options.put("quality.enabled", "true");
        options.put("quality.window", "20 s");
        options.put("quality.slide", SLIDE_MILLIS + " ms");
        options.put("quality.comparison-timeout", "20 s");
        options.put("quality.revision-interval", "200 ms");
        options.put("quality.reference-min-records", "100");
        options.put("source.max-out-of-orderness", "1 s");
        options.put("source.fields.segment", "language");
        options.put("quality.segments", "en");
        options.put("source.labels-topic", NAME + "-labels");
        options.put("sink.quality-topic", NAME + "-quality");
        options.put("sink.alerts-topic", NAME + "-alerts");
        options.put(
                "alerts",
                "[{name: low-agreement, metric: agreement.rate, below: 0.95, min-records: 50, severity: critical}]");
        return options;
    }

    /** Texts with capitals, which only a pipeline with lower-casing can encode. */
    private static List<ProducerRecord<byte[], byte[]>> texts(String topic, int from, int count, long startMillis) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> {
                    String text = number % 2 == 0 ? "The Film Was GOOD" : "The Film Was BAD";
                    String language = number % 3 == 0 ? "en" : "xx";
                    long timestamp = startMillis + (number - from) * BETWEEN_MILLIS;
                    String value = "{\"id\":\"" + number + "\",\"text\":\"" + text + "\",\"language\":\"" + language
                            + "\",\"timestamp\":" + timestamp + "}";
                    return new ProducerRecord<>(
                            topic,
                            number % PARTITIONS,
                            Workload.bytes(Integer.toString(number)),
                            Workload.bytes(value));
                })
                .toList();
    }

    private static ProducerRecord<byte[], byte[]> label(String topic, String id, String label, long timestamp) {
        return new ProducerRecord<>(
                topic,
                Workload.bytes("{\"id\":\"" + id + "\",\"label\":\"" + label + "\",\"timestamp\":" + timestamp + "}"));
    }

    @Test
    void an_alert_fires_within_two_slides_of_a_broken_pipeline_and_is_resolved_after_it_and_no_text_is_lost_or_doubled()
            throws Exception {
        // Given: a job that is stopped for another pipeline and with its state in RocksDB, and stopped again for the
        // first one
        StreamingJob.createTopics(NAME, kafka, PARTITIONS);
        for (String topic : List.of("-labels", "-quality", "-alerts")) {
            kafka.create(NAME + topic, 1);
        }
        long broken = START + THIRD * BETWEEN_MILLIS;
        long mended = broken + THIRD * BETWEEN_MILLIS;
        long end = mended + THIRD * BETWEEN_MILLIS;
        try (MiniCluster cluster = ExactlyOnceTest.cluster(1, 2)) {
            // When
            String first = run(cluster, options(false), START, 0);
            Map<String, String> other = restored(options(true), first);
            other.put("flink.state.backend.type", "rocksdb");
            String second = run(cluster, other, broken, THIRD);
            StreamingJob job = job(restored(options(false), second));
            JobID id = ExactlyOnceTest.submit(cluster, job);
            kafka.send(texts(job.texts(), 2 * THIRD, THIRD, mended));
            // Much later texts close the windows before them.
            kafka.send(texts(job.texts(), 3 * THIRD, PARTITIONS, end + 120_000));
            var unused = kafka.committed(3 * THIRD + PARTITIONS, job.predictions());
            Await.until("the last window leaves", () -> latest("", end) != null);
            // Labels of some texts, long after their windows closed; one is not a label.
            List<ProducerRecord<byte[], byte[]>> labels = new ArrayList<>();
            IntStream.range(0, 100)
                    .forEach(number -> labels.add(label(
                            NAME + "-labels",
                            Integer.toString(number),
                            number % 4 == 1 ? "positive" : number % 2 == 0 ? "positive" : "negative",
                            START + 90_000)));
            labels.add(label(NAME + "-labels", "7", "", START));
            kafka.send(labels);
            Await.until(
                    "labels are joined",
                    () -> latest("", START + 20_000).at("/counts/labelled").longValue() == 100);
            stop(cluster, id);
        }
        // Then: one alert for all texts, in time
        List<JsonNode> alerts = all(NAME + "-alerts").stream()
                .filter(alert -> alert.get("segment").textValue().isEmpty())
                .toList();
        assertThat(alerts)
                .allSatisfy(alert -> assertThat(PublishedSchemas.ofAlert(alert)).isEmpty());
        assertThat(alerts).extracting(alert -> alert.get("state").textValue()).containsExactly("FIRED", "RESOLVED");
        assertThat(endMillis(alerts.get(0))).isBetween(broken, broken + 2 * SLIDE_MILLIS);
        assertThat(endMillis(alerts.get(1))).isBetween(mended, mended + 20_000);
        // Every text is in one of the windows that do not overlap, with its comparison
        long records = 0;
        long compared = 0;
        long disagreed = 0;
        for (long window = START + 20_000; window <= end; window += 20_000) {
            JsonNode counts = latest("", window).get("counts");
            records += counts.get("records").longValue();
            compared += counts.get("compared").longValue();
            disagreed +=
                    counts.get("disagreed").longValue() + counts.get("noClass").longValue();
            assertThat(counts.get("late").longValue()).isZero();
        }
        assertThat(records).isEqualTo(3 * THIRD);
        assertThat(compared).isEqualTo(3 * THIRD);
        assertThat(disagreed)
                .isEqualTo(kafka.committed(StreamingJob.disagreements(NAME)).size());
        // A segment is counted separately, and all others together
        JsonNode english = latest("en", START + 20_000);
        JsonNode others = latest("other", START + 20_000);
        assertThat(english.at("/counts/records").longValue()).isEqualTo(67);
        assertThat(others.at("/counts/records").longValue()).isEqualTo(133);
        // Labels made revisions, with F1 of both sides
        JsonNode labelled = latest("", START + 20_000);
        assertThat(labelled.get("revision").intValue()).isPositive();
        assertThat(labelled.at("/values/f1.primaryVsLabels.spark.accuracy").doubleValue())
                .isBetween(0.0, 1.0);
        assertThat(labelled.at("/values/labels.coverage").doubleValue()).isEqualTo(0.5);
        assertThat(labelled.at("/values/labels.delayMillis.p50").doubleValue()).isBetween(80_000.0, 90_000.0);
        assertThat(kafka.committed(StreamingJob.deadLetters(NAME))).hasSize(1);
    }

    @Test
    void a_window_is_compared_with_the_one_of_the_day_before() throws Exception {
        // Given
        String name = "previous-day";
        Map<String, String> options = options(false);
        options.put("quality.reference", "previous-day");
        options.put("source.labels-topic", name + "-labels");
        options.put("sink.quality-topic", name + "-quality");
        options.put("sink.alerts-topic", name + "-alerts");
        StreamingJob.createTopics(name, kafka, PARTITIONS);
        for (String topic : List.of("-labels", "-quality", "-alerts")) {
            kafka.create(name + topic, 1);
        }
        StreamingJob job = StreamingJob.of(name, kafka, model, options);
        long nextDay = START + DAY_MILLIS;
        try (MiniCluster cluster = ExactlyOnceTest.cluster(1, 2)) {
            JobID id = ExactlyOnceTest.submit(cluster, job);
            // When
            kafka.send(texts(job.texts(), 0, 200, START));
            kafka.send(texts(job.texts(), 200, 200, nextDay));
            kafka.send(texts(job.texts(), 400, PARTITIONS, nextDay + 120_000));
            // Then
            Await.until(
                    "the window of the next day leaves",
                    () -> all(name + "-quality").stream().anyMatch(report -> endMillis(report) == nextDay + 20_000));
            cluster.cancelJob(id).get(30, TimeUnit.SECONDS);
        }
        assertThat(all(name + "-quality"))
                .filteredOn(report -> endMillis(report) == nextDay + 20_000
                        && report.get("segment").textValue().isEmpty())
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.at("/reference/kind").textValue()).isEqualTo("previous-day");
                    assertThat(Instant.parse(report.at("/reference/end").textValue()))
                            .isEqualTo(Instant.ofEpochMilli(START + 20_000));
                    assertThat(report.at("/reference/records").longValue()).isEqualTo(200);
                    assertThat(report.at("/values/drift.predictedClass.psi").doubleValue())
                            .isZero();
                });
    }

    private StreamingJob job(Map<String, String> options) {
        return StreamingJob.of(NAME, kafka, model, options);
    }

    /** Runs the job over a third of the texts and stops it with a savepoint. */
    private String run(MiniCluster cluster, Map<String, String> options, long startMillis, int from) throws Exception {
        StreamingJob job = job(options);
        JobID id = ExactlyOnceTest.submit(cluster, job);
        kafka.send(texts(job.texts(), from, THIRD, startMillis));
        var unused = kafka.committed(from + THIRD, job.predictions());
        return stop(cluster, id);
    }

    /** Stops a job that will be resumed: event time does not advance. */
    private String stop(MiniCluster cluster, JobID id) throws Exception {
        String savepoint = cluster.stopWithSavepoint(
                        id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get(90, TimeUnit.SECONDS);
        Await.until("the job finishes", () -> cluster.getJobStatus(id).get() == JobStatus.FINISHED);
        return savepoint;
    }

    private static Map<String, String> restored(Map<String, String> options, String savepoint) {
        options.put("flink.execution.state-recovery.path", savepoint);
        return options;
    }

    /** The report of a window with the highest revision, if there is one. */
    private JsonNode latest(String segment, long endMillis) throws Exception {
        TreeMap<Integer, JsonNode> revisions = new TreeMap<>();
        for (JsonNode report : all(NAME + "-quality")) {
            assertThat(PublishedSchemas.ofReport(report)).isEmpty();
            if (report.get("segment").textValue().equals(segment) && endMillis(report) == endMillis) {
                assertThat(revisions.put(report.get("revision").intValue(), report))
                        .as("another report of one revision")
                        .isNull();
            }
        }
        return revisions.isEmpty() ? null : revisions.lastEntry().getValue();
    }

    private static long endMillis(JsonNode report) {
        return Instant.parse(report.at("/window/end").textValue()).toEpochMilli();
    }

    private List<JsonNode> all(String topic) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.committed(topic)) {
            values.add(JSON.readTree(record.value()));
        }
        return values;
    }
}
