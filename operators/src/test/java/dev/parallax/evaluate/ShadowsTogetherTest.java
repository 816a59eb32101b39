package dev.parallax.evaluate;

import static dev.parallax.evaluate.QualityHarness.sizes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.shadow.Comparison.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several shadows in one operator have the reports that each has in an operator of its own. */
class ShadowsTogetherTest {

    private static final ObservedShadow SPARK = ObservedShadow.sparkNlp();
    private static final ObservedShadow HEAD = ObservedShadow.head("head");
    private static final ObservedShadow OTHER = ObservedShadow.head("other");
    private static final ObservedShadow THIRD = ObservedShadow.head("third");
    private static final List<ObservedShadow> ALL = List.of(SPARK, HEAD, OTHER, THIRD);
    private static final QualityOptions OPTIONS =
            QualityHarness.options(sizes(100, 20, 150), new DriftOptions(ReferenceKind.FROZEN, 3, null));
    private static final int TEXTS = 150;

    @TempDir
    Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    /** One step of an operator's input: observations, then a watermark and a time of the clock. */
    private record Step(List<Observation> observations, long watermark, long clock) {}

    /** Texts in some disorder; heads answer at once, Spark NLP and labels later, some of them very late or never. */
    private static List<Step> steps(long seed) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        List<Observation> underWay = new ArrayList<>();
        long event = 10_000;
        long clock = 0;
        for (int i = 0; i < TEXTS; i++) {
            event += random.nextInt(12);
            long at = event - random.nextInt(40);
            boolean sampled = random.nextInt(3) > 0;
            List<Observation> now = new ArrayList<>();
            now.add(Observation.of("id" + i, "", at, new Predicted(1, 0.9f, 12, 1, false, sampled, null)));
            for (ObservedShadow shadow : ALL) {
                if (shadow.asksAbout(sampled)) {
                    int answer = random.nextInt(2);
                    Compared compared =
                            new Compared(1, answer, answer == 1 ? Outcome.AGREED : Outcome.DISAGREED, 0, false, 0);
                    (shadow.equals(SPARK) ? underWay : now)
                            .add(Observation.of("id" + i, "", shadow.name(), at, compared));
                    underWay.add(Observation.of("id" + i, "", shadow.name(), at, new LabelledBoth(1, answer, 1, 1)));
                }
            }
            underWay.add(Observation.of("id" + i, "", at, new Labelled(1, 1, 9, 1)));
            while (!underWay.isEmpty() && random.nextInt(8) > 0) {
                now.add(underWay.remove(random.nextInt(underWay.size())));
            }
            clock += random.nextInt(20);
            steps.add(new Step(now, event - 30, clock));
        }
        steps.add(new Step(underWay, event + 1000, clock + 1000));
        return steps;
    }

    private static List<QualityReport> run(QualityHarness harness, List<Step> steps) throws Exception {
        List<QualityReport> reports = new ArrayList<>();
        for (Step step : steps) {
            harness.add(step.observations().toArray(new Observation[0]));
            harness.watermark(step.watermark());
            harness.time(step.clock());
            reports.addAll(harness.reports());
        }
        return reports;
    }

    private QualityHarness open(List<ObservedShadow> shadows) throws Exception {
        return QualityHarness.open(serving, shadows, OPTIONS, new HashMapStateBackend());
    }

    private static List<QualityReport> of(ObservedShadow shadow, List<QualityReport> reports) {
        return reports.stream()
                .filter(report -> report.shadow().equals(shadow.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void several_shadows_have_the_reports_that_each_has_alone(long seed) throws Exception {
        // Given: two to four shadows, in any order
        List<Step> steps = steps(seed);
        List<ObservedShadow> shadows = new ArrayList<>(ALL.subList(0, 2 + (int) seed % 3));
        Collections.shuffle(shadows, new Random(seed));
        try (QualityHarness together = open(shadows)) {
            // When
            List<QualityReport> reports = run(together, steps);
            // Then
            for (ObservedShadow shadow : shadows) {
                try (QualityHarness alone = open(List.of(shadow))) {
                    assertThat(of(shadow, reports)).isNotEmpty().isEqualTo(run(alone, steps));
                }
            }
        }
    }

    @Test
    void what_is_compared_covers_complete_and_incomplete_windows_and_revisions() throws Exception {
        // Given
        List<QualityReport> reports = new ArrayList<>();
        // When
        for (long seed : seeds().toArray()) {
            try (QualityHarness harness = open(ALL)) {
                reports.addAll(run(harness, steps(seed)));
            }
        }
        // Then
        assertThat(of(SPARK, reports)).anyMatch(report -> !report.complete()).anyMatch(QualityReport::complete);
        assertThat(of(HEAD, reports)).anyMatch(report -> report.revision() > 0);
        assertThat(of(OTHER, reports)).anyMatch(report -> report.reference() != null);
    }

    @Test
    void after_a_restart_with_other_shadows_those_that_stay_go_on_where_they_were() throws Exception {
        // Given
        List<Step> steps = steps(7);
        int cut = TEXTS / 2;
        OperatorSubtaskState state;
        List<QualityReport> reports;
        try (QualityHarness before = open(List.of(SPARK, HEAD))) {
            reports = new ArrayList<>(run(before, steps.subList(0, cut)));
            state = before.snapshot();
        }
        // When: one goes, another comes, and the order is another
        try (QualityHarness after = QualityHarness.restored(
                serving, List.of(OTHER, SPARK), OPTIONS, new HashMapStateBackend(), state, 1, 1, 0)) {
            after.time(steps.get(cut - 1).clock());
            after.watermark(steps.get(cut - 1).watermark());
            List<QualityReport> later = run(after, steps.subList(cut, steps.size()));
            reports.addAll(later);
            // Then
            try (QualityHarness whole = open(List.of(SPARK))) {
                assertThat(of(SPARK, reports)).isEqualTo(run(whole, steps));
            }
            assertThat(of(HEAD, later)).isEmpty();
            assertThat(of(OTHER, later)).isNotEmpty();
        }
    }
}
