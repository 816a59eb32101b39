package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Workload.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole job with its shadow, and checks the output of both. */
@ExtendWith(SharedBroker.class)
class ShadowedJobTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 400;

    /** Options with room for all texts, so that every text is compared. */
    private static final Map<String, String> SHADOW = Map.of(
            "shadow.enabled",
            "true",
            "shadow.capacity",
            "4000",
            "shadow.max-waiting",
            "4000",
            "shadow.timeout",
            "1 min");

    private final KafkaTopics kafka;

    @TempDir
    private Path folder;

    private Path model;

    ShadowedJobTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void writeModel() {
        model = TinyModel.bert().write(folder.resolve("tiny"));
    }

    @Test
    void predictions_and_disagreements_come_exactly_once_even_when_the_job_fails_on_the_way() throws Exception {
        // Given
        StreamingJob calm = job("shadowed-calm", SHADOW);
        StreamingJob failing = job("shadowed-failing", SHADOW);
        List<Item> items = items();
        Map<Integer, JsonNode> expected = disagreements(calm, run(calm, items, 0));
        // When
        List<ConsumerRecord<byte[], byte[]>> disagreements = run(failing, items, 100);
        // Then
        assertThat(ExactlyOnceTest.FailOnce.failures()).isEqualTo(1);
        Map<Integer, JsonNode> found = disagreements(failing, disagreements);
        assertThat(expected).isNotEmpty();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((number, json) -> {
            assertThat(json.get("id").textValue()).isEqualTo(Integer.toString(number));
            assertThat(json.get("causes"))
                    .isNotEmpty()
                    .isEqualTo(expected.get(number).get("causes"));
            assertThat(json.get("proven").booleanValue()).isTrue();
            assertThat(json.get("difference").get("huggingFace"))
                    .isNotEqualTo(json.get("difference").get("sparkNlp"));
            assertThat(json.has("text")).isFalse();
        });
    }

    /** Texts of every kind, and texts that Spark NLP encodes differently. */
    private static List<Item> items() {
        List<Item> items = new ArrayList<>(Workload.items(0, RECORDS / 2));
        List<String> words = TinyModel.WORDS.subList(0, 18);
        IntStream.range(RECORDS / 2, RECORDS).forEach(number -> {
            String first = words.get(number % words.size());
            String second = words.get(number * 7 / 3 % words.size());
            items.add(Workload.item(
                    number,
                    number % 2 == 0 ? first + ". " + second + "!!!" : first + " isn't " + second,
                    Optional.empty()));
        });
        return items;
    }

    private StreamingJob job(String name, Map<String, String> options) throws Exception {
        StreamingJob.createTopics(name, kafka, PARTITIONS);
        return StreamingJob.of(name, kafka, model, new HashMap<>(options));
    }

    /**
     * Runs a job to its end, optionally with a failure after a number of predictions, and returns its disagreements.
     */
    private List<ConsumerRecord<byte[], byte[]>> run(StreamingJob job, List<Item> items, int failAfter)
            throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(job.flink());
        job.appendTo(environment).map(new ExactlyOnceTest.FailOnce()).sinkTo(new DiscardingSink<>());
        ExactlyOnceTest.FailOnce.disarm();
        ExactlyOnceTest.FailOnce.after(failAfter);
        kafka.send(Workload.records(items, job.texts(), PARTITIONS));
        try (LocalCluster cluster = LocalCluster.start(2, job.flink())) {
            JobID id = cluster.submit(environment, "Shadowed");
            var unused = kafka.committed(items.size(), job.predictions(), job.deadLetters());
            cluster.stop(id, folder);
        }
        assertThat(Workload.byNumber(kafka.committed(job.predictions(), job.deadLetters())))
                .containsOnlyKeys(items.stream().map(Item::number).toList());
        return kafka.committed(job.disagreements());
    }

    /** Checks that each disagreement contradicts the prediction of its text, and returns them by number. */
    private Map<Integer, JsonNode> disagreements(StreamingJob job, List<ConsumerRecord<byte[], byte[]>> records)
            throws Exception {
        Map<Integer, ConsumerRecord<byte[], byte[]>> predictions =
                Workload.byNumber(kafka.committed(job.predictions()));
        Map<Integer, JsonNode> disagreements = new TreeMap<>();
        for (Map.Entry<Integer, ConsumerRecord<byte[], byte[]>> one :
                Workload.byNumber(records).entrySet()) {
            JsonNode json = JSON.readTree(one.getValue().value());
            JsonNode prediction = JSON.readTree(predictions.get(one.getKey()).value());
            assertThat(json.at("/huggingFace/label")).isEqualTo(prediction.get("label"));
            assertThat(json.at("/sparkNlp/label")).isNotEqualTo(prediction.get("label"));
            disagreements.put(one.getKey(), json);
        }
        return disagreements;
    }
}
