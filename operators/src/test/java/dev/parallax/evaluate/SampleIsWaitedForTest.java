package dev.parallax.evaluate;

import static dev.parallax.evaluate.QualityHarness.count;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.evaluate.observation.ComparisonObserver;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.PredictionObserver;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelId;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.SampleFunction;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample that the shadow is asked about is the sample that windows wait for. */
class SampleIsWaitedForTest {

    private static final int TEXTS = 200;
    private static final long TIME = 1_003;

    @TempDir
    Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    private static ScoredText text(int number) {
        RawRecord source = new RawRecord("texts", 0, number, TIME, TIME, null, new byte[0], List.of());
        Prediction prediction = new Prediction(
                "positive",
                0.75f,
                new String[] {"negative", "positive"},
                new float[] {0.25f, 0.75f},
                new float[] {0, 1},
                new ModelId("tiny", "0123456789abcdef"));
        TextRecord record = new TextRecord("text-" + number, "fine", null, "", TIME, source);
        return new ScoredText(record, Encoding.of(2, 7, 3), prediction, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.005, 0.1, 0.37, 0.5, 0.9, 0.999, 1})
    void a_window_is_complete_with_the_comparisons_of_exactly_the_sampled_texts(double rate) throws Exception {
        // Given
        List<ScoredText> asked = new ArrayList<>();
        List<Observation> predictions;
        try (var sample = new OneInputStreamOperatorTestHarness<ScoredText, ScoredText>(
                        new ProcessOperator<>(new SampleFunction(rate)));
                var observer = new OneInputStreamOperatorTestHarness<ScoredText, Observation>(
                        new StreamFlatMap<>(new PredictionObserver(serving, false)))) {
            sample.open();
            observer.open();
            for (int i = 0; i < TEXTS; i++) {
                sample.processElement(text(i), TIME);
            }
            for (ScoredText each : sample.extractOutputValues()) {
                observer.processElement(each, TIME);
            }
            if (sample.getSideOutput(SampleFunction.SAMPLED) != null) {
                sample.getSideOutput(SampleFunction.SAMPLED).forEach(each -> asked.add(each.getValue()));
            }
            predictions = List.copyOf(observer.extractOutputValues());
        }
        assertThat(predictions).hasSize(TEXTS);
        try (QualityHarness windows = QualityHarness.open(serving, QualityHarness.options())) {
            // When: all comparisons but the last have come
            windows.add(predictions.toArray(new Observation[0]));
            for (ScoredText each : asked.subList(0, Math.max(0, asked.size() - 1))) {
                windows.add(compared(each));
            }
            windows.watermark(TIME + 20);
            List<QualityReport> before = windows.reports();
            if (!asked.isEmpty()) {
                windows.add(compared(asked.get(asked.size() - 1)));
            }
            // Then
            List<QualityReport> reports = new ArrayList<>(before);
            reports.addAll(windows.reports());
            assertThat(before.isEmpty()).isEqualTo(!asked.isEmpty());
            assertThat(reports).singleElement().satisfies(report -> {
                assertThat(report.complete()).isTrue();
                assertThat(count(report, "records")).isEqualTo(TEXTS);
                assertThat(count(report, "sampled")).isEqualTo(asked.size());
            });
        }
    }

    private static Observation compared(ScoredText text) {
        List<Observation> observed = new ArrayList<>();
        new ComparisonObserver(false).flatMap(Comparison.skipped(text, "busy"), new ListCollector<>(observed));
        return observed.get(0);
    }
}
