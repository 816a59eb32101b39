package dev.parallax.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.encode.EncodedText;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelUnavailableException;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.observe.MetricNames;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClassifyFunctionTest {

    private static final int CAPACITY = 64;
    private static final int MAX_PARALLELISM = 16;
    private static final BatchPolicy ENDLESS_LINGER = new BatchPolicy(64, 100_000, 1, Duration.ofHours(10), 1, 1000);

    @TempDir
    Path folder;

    private HuggingFaceEncoder encoder;

    @BeforeEach
    void model() {
        TinyModel.bert().write(folder);
        encoder = HuggingFaceEncoder.load(folder.resolve("tokenizer.json"), 64);
    }

    @AfterEach
    void closeEncoder() {
        encoder.close();
    }

    private EncodedText text(int id, String text) {
        RawRecord source = new RawRecord(
                "texts", 0, id, 1000L + id, 2000L, null, text.getBytes(StandardCharsets.UTF_8), List.of());
        return new EncodedText(new TextRecord("id-" + id, text, null, "", 1000L + id, source), encoder.encode(text));
    }

    private ServingOptions serving(BatchPolicy policy, Duration runTimeout) {
        DeviceOptions device = new DeviceOptions(DeviceOptions.Provider.CPU, 1, 0, 0, false, runTimeout);
        return new ServingOptions(folder.toString(), "tiny", ModelBundle.MODEL_LIMIT, device, policy);
    }

    private OneInputStreamOperatorTestHarness<EncodedText, Classified> harness(
            ServingOptions serving, Duration timeout, OutputMode mode, int parallelism, int subtask) throws Exception {
        return prepared(new OneInputStreamOperatorTestHarness<>(
                operator(serving, timeout, mode), MAX_PARALLELISM, parallelism, subtask));
    }

    private static AsyncWaitOperatorFactory<EncodedText, Classified> operator(
            ServingOptions serving, Duration timeout, OutputMode mode) {
        return new AsyncWaitOperatorFactory<>(
                new ClassifyFunction(serving, timeout, CAPACITY), timeout.toMillis(), CAPACITY, mode);
    }

    private static OneInputStreamOperatorTestHarness<EncodedText, Classified> prepared(
            OneInputStreamOperatorTestHarness<EncodedText, Classified> harness) {
        SerializerConfig serializers = harness.getExecutionConfig().getSerializerConfig();
        harness.getStreamConfig()
                .setupNetworkInputs(TypeInformation.of(EncodedText.class).createSerializer(serializers));
        harness.getStreamConfig().serializeAllConfigs();
        harness.setup(TypeInformation.of(Classified.class).createSerializer(serializers));
        return harness;
    }

    private OneInputStreamOperatorTestHarness<EncodedText, Classified> open(BatchPolicy policy, OutputMode mode)
            throws Exception {
        var harness = harness(serving(policy, Duration.ofSeconds(30)), Duration.ofHours(1), mode, 1, 0);
        harness.open();
        return harness;
    }

    private static List<String> ids(AbstractStreamOperatorTestHarness<Classified> harness) {
        List<String> ids = new ArrayList<>();
        for (Classified classified : outputs(harness)) {
            assertThat(classified.scored() == null).isNotEqualTo(classified.deadLetter() == null);
            ids.add(
                    classified.scored() != null
                            ? classified.scored().text().id()
                            : "id-" + classified.deadLetter().source().offset());
        }
        return ids;
    }

    private static List<Classified> outputs(AbstractStreamOperatorTestHarness<Classified> harness) {
        List<Classified> outputs = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            outputs.add((Classified) ((StreamRecord<?>) element).getValue());
        }
        return outputs;
    }

    @Test
    void ordered_output_keeps_the_order_of_the_texts() throws Exception {
        try (var harness = open(BatchPolicy.DEFAULT, OutputMode.ORDERED)) {
            for (int i = 0; i < 40; i++) {
                harness.processElement(text(i, i % 3 == 0 ? "good" : "the film was very long and awful"), i);
            }
            harness.endInput();

            assertThat(ids(harness))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 40).mapToObj(i -> "id-" + i).toList());
            ScoredText first = outputs(harness).get(0).scored();
            assertThat(first.prediction().label()).isIn("negative", "positive");
            assertThat(first.prediction().model().name()).isEqualTo("tiny");
            assertThat(first.prediction().probabilities()[0]
                            + first.prediction().probabilities()[1])
                    .isBetween(0.999f, 1.001f);
        }
    }

    @Test
    void a_poison_text_becomes_a_dead_letter_and_its_batch_mates_predictions() throws Exception {
        try (var harness = open(BatchPolicy.DEFAULT, OutputMode.UNORDERED)) {
            for (int i = 0; i < 20; i++) {
                harness.processElement(text(i, i == 13 ? "good poison" : i == 7 ? "nan" : "good film"), i);
            }
            harness.endInput();

            List<Classified> outputs = outputs(harness);
            assertThat(outputs).hasSize(20);
            assertThat(outputs)
                    .extracting(Classified::deadLetter)
                    .filteredOn(Objects::nonNull)
                    .extracting(DeadLetter::reason, letter -> letter.source().offset())
                    .containsExactlyInAnyOrder(
                            tuple(Reason.INFERENCE_FAILED, 13L), tuple(Reason.NON_FINITE_LOGITS, 7L));
        }
    }

    @Test
    void a_text_on_which_the_model_hangs_becomes_a_dead_letter() throws Exception {
        ServingOptions brief = serving(BatchPolicy.DEFAULT, Duration.ofMillis(200));
        try (var harness = harness(brief, Duration.ofHours(1), OutputMode.UNORDERED, 1, 0)) {
            harness.open();
            harness.processElement(text(1, "good"), 1);
            harness.processElement(text(2, "a slow film"), 2);
            harness.processElement(text(3, "bad"), 3);
            harness.endInput();

            assertThat(ids(harness)).containsExactlyInAnyOrder("id-1", "id-2", "id-3");
            assertThat(outputs(harness))
                    .extracting(Classified::deadLetter)
                    .filteredOn(Objects::nonNull)
                    .extracting(DeadLetter::reason)
                    .containsExactly(Reason.TIMED_OUT);
        }
    }

    @Test
    void a_text_that_waits_too_long_becomes_a_dead_letter() throws Exception {
        ServingOptions patient = serving(ENDLESS_LINGER, Duration.ofSeconds(30));
        try (var harness = harness(patient, Duration.ofMinutes(1), OutputMode.UNORDERED, 1, 0)) {
            harness.open();
            harness.setProcessingTime(0);
            harness.processElement(text(1, "good"), 1);

            harness.setProcessingTime(Duration.ofMinutes(2).toMillis());
            harness.endInput();

            assertThat(outputs(harness))
                    .extracting(Classified::deadLetter)
                    .extracting(DeadLetter::reason)
                    .containsExactly(Reason.TIMED_OUT);
        }
    }

    @Test
    void gauges_tell_how_much_of_the_capacity_is_under_way() throws Exception {
        // Given: a model that waits for more texts
        Map<String, Gauge<?>> gauges = new HashMap<>();
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> {
                    if (metric instanceof Gauge<?> gauge) {
                        gauges.put(name, gauge);
                    }
                })
                .build();
        TaskMetricGroup metrics = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
        ServingOptions patient = serving(ENDLESS_LINGER, Duration.ofSeconds(30));
        try (MockEnvironment environment =
                        new MockEnvironmentBuilder().setMetricGroup(metrics).build();
                var harness = prepared(new OneInputStreamOperatorTestHarness<>(
                        operator(patient, Duration.ofMinutes(1), OutputMode.UNORDERED), environment))) {
            harness.open();
            harness.setProcessingTime(0);
            // When
            for (int i = 0; i < CAPACITY / 4; i++) {
                harness.processElement(text(i, "good"), i);
            }
            // Then
            assertThat(gauges.get(MetricNames.TEXTS_IN_FLIGHT).getValue()).isEqualTo(CAPACITY / 4);
            assertThat(gauges.get(MetricNames.IN_FLIGHT_OCCUPANCY).getValue()).isEqualTo(0.25);
            // When: their time is up
            harness.setProcessingTime(Duration.ofMinutes(2).toMillis());
            // Then
            assertThat(gauges.get(MetricNames.TEXTS_IN_FLIGHT).getValue()).isEqualTo(0);
            assertThat(gauges.get(MetricNames.IN_FLIGHT_OCCUPANCY).getValue()).isEqualTo(0.0);
            harness.endInput();
        }
    }

    @Test
    void texts_in_flight_survive_a_failure_and_another_parallelism() throws Exception {
        List<OperatorSubtaskState> snapshots = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            ServingOptions stuck = serving(ENDLESS_LINGER, Duration.ofSeconds(30));
            try (var harness = harness(stuck, Duration.ofHours(1), OutputMode.UNORDERED, 2, subtask)) {
                harness.open();
                for (int i = 0; i < 10; i++) {
                    harness.processElement(text(10 * subtask + i, i % 2 == 0 ? "good" : "very bad film"), i);
                }
                snapshots.add(harness.snapshot(1, 1));
                assertThat(harness.getOutput()).isEmpty();
            }
        }
        OperatorSubtaskState all =
                AbstractStreamOperatorTestHarness.repackageState(snapshots.toArray(new OperatorSubtaskState[0]));

        TreeSet<String> restored = new TreeSet<>();
        int outputs = 0;
        for (int subtask = 0; subtask < 3; subtask++) {
            ServingOptions working = serving(BatchPolicy.DEFAULT, Duration.ofSeconds(30));
            try (var harness = harness(working, Duration.ofHours(1), OutputMode.UNORDERED, 3, subtask)) {
                harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        all, MAX_PARALLELISM, 2, 3, subtask));
                harness.open();
                harness.endInput();
                outputs += ids(harness).size();
                restored.addAll(ids(harness));
            }
        }

        assertThat(outputs).isEqualTo(20);
        assertThat(restored).hasSize(20);
    }

    @Test
    void a_model_that_cannot_be_used_fails_at_start() throws Exception {
        ServingOptions nowhere = new ServingOptions(
                folder.resolve("nowhere").toString(), null, 0, DeviceOptions.CPU, BatchPolicy.DEFAULT);
        try (var harness = harness(nowhere, Duration.ofHours(1), OutputMode.UNORDERED, 1, 0)) {
            assertThatThrownBy(harness::open)
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasStackTraceContaining("nowhere does not exist");
        }
    }
}
