package dev.parallax.evaluate;

import static dev.parallax.evaluate.QualityHarness.count;
import static dev.parallax.evaluate.QualityHarness.sizes;
import static dev.parallax.evaluate.observation.Observations.agreed;
import static dev.parallax.evaluate.observation.Observations.disagreed;
import static dev.parallax.evaluate.observation.Observations.labelled;
import static dev.parallax.evaluate.observation.Observations.labelledBoth;
import static dev.parallax.evaluate.observation.Observations.predicted;
import static dev.parallax.evaluate.observation.Observations.shed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.evaluate.QualityOptions.DetectorOptions;
import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.onnx.TinyModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job that is stopped and goes on, with as many subtasks or others, reports what one reports that is never stopped.
 */
class QualityRestoreTest {

    private static final List<String> SEGMENTS = List.of("", "de", "en", "fr", "nl");
    /** So few texts that quantiles are exact: a full sketch throws dice. */
    private static final int STEPS = 400;

    private static final QualityOptions OPTIONS = QualityHarness.options(
            sizes(100, 20, 150),
            new DetectorOptions(new PageHinkley.Options(0.01, 2, 5), 0.2),
            new DriftOptions(ReferenceKind.FROZEN, 3, null));

    @TempDir
    Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    /** An event in the life of a job: an observation, or a watermark, or the clock. */
    private sealed interface Step {

        record Came(Observation observation) implements Step {}

        record Passed(long watermark) implements Step {}

        record Struck(long time) implements Step {}
    }

    /** Texts of all segments in some disorder, comparisons and labels behind them, some very late. */
    private static List<Step> steps(long seed) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        long event = 10_000;
        long clock = 0;
        for (int i = 0; i < STEPS; i++) {
            event += random.nextInt(12);
            long at = event - random.nextInt(40) - (random.nextInt(12) == 0 ? random.nextInt(400) : 0);
            Observation observation = switch (random.nextInt(7)) {
                case 0, 1 -> agreed(at);
                case 2 -> i < STEPS / 2 ? agreed(at) : disagreed(at);
                case 3 ->
                    switch (random.nextInt(4)) {
                        case 0, 1 -> shed(at);
                        case 2 -> labelled(at, random.nextInt(2), 1);
                        default -> labelledBoth(at, random.nextInt(2), 1);
                    };
                default -> predicted(at);
            };
            steps.add(new Step.Came(observation.in(segment(random))));
            if (random.nextInt(4) == 0) {
                steps.add(new Step.Passed(event - 30));
            }
            if (random.nextInt(3) == 0) {
                clock += random.nextInt(60);
                steps.add(new Step.Struck(clock));
            }
        }
        steps.add(new Step.Struck(clock + 1000));
        steps.add(new Step.Passed(event + 1000));
        steps.add(new Step.Struck(clock + 2000));
        return steps;
    }

    /** Half of the texts are in one segment, so that its detectors see enough. */
    private static String segment(Random random) {
        return SEGMENTS.get(random.nextBoolean() ? 0 : random.nextInt(SEGMENTS.size()));
    }

    /** A job of some subtasks, with the time that it is. */
    private final class Job implements AutoCloseable {

        private final List<QualityHarness> subtasks = new ArrayList<>();
        private final Map<String, List<QualityReport>> reports = new HashMap<>();
        private long watermark = Long.MIN_VALUE;
        private long clock;

        private final StateBackend backend;

        Job() throws Exception {
            this(new HashMapStateBackend());
        }

        Job(StateBackend backend) throws Exception {
            this.backend = backend;
            subtasks.add(QualityHarness.open(serving, OPTIONS, backend));
        }

        void run(List<Step> steps) throws Exception {
            for (Step step : steps) {
                if (step instanceof Step.Came came) {
                    subtask(came.observation().segment()).add(came.observation());
                } else if (step instanceof Step.Passed passed) {
                    watermark = passed.watermark();
                    for (QualityHarness each : subtasks) {
                        each.watermark(watermark);
                    }
                } else if (step instanceof Step.Struck struck) {
                    clock = struck.time();
                    for (QualityHarness each : subtasks) {
                        each.time(clock);
                    }
                }
            }
            collect();
        }

        private void collect() {
            for (QualityHarness each : subtasks) {
                each.reports()
                        .forEach(report -> reports.computeIfAbsent(report.segment(), key -> new ArrayList<>())
                                .add(report));
            }
        }

        private QualityHarness subtask(String segment) {
            return subtasks.get(KeyGroupRangeAssignment.assignKeyToParallelOperator(
                    segment, QualityHarness.MAX_PARALLELISM, subtasks.size()));
        }

        /** Stops, and goes on with other subtasks. */
        void restart(int parallelism) throws Exception {
            List<OperatorSubtaskState> states = new ArrayList<>();
            for (QualityHarness each : subtasks) {
                states.add(each.snapshot());
                each.close();
            }
            OperatorSubtaskState state =
                    AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0]));
            int before = subtasks.size();
            subtasks.clear();
            for (int i = 0; i < parallelism; i++) {
                QualityHarness each = QualityHarness.restored(serving, OPTIONS, backend, state, before, parallelism, i);
                subtasks.add(each);
                each.time(clock);
                if (watermark != Long.MIN_VALUE) {
                    each.watermark(watermark);
                }
            }
        }

        @Override
        public void close() throws Exception {
            for (QualityHarness each : subtasks) {
                each.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_job_that_was_stopped_anywhere_reports_what_one_reports_that_was_not(long seed) throws Exception {
        // Given
        List<Step> steps = steps(seed);
        int cut = new Random(seed).nextInt(steps.size());
        try (Job whole = new Job();
                Job stopped = new Job()) {
            // When
            whole.run(steps);
            stopped.run(steps.subList(0, cut));
            stopped.restart(1);
            stopped.run(steps.subList(cut, steps.size()));
            // Then
            assertThat(whole.reports).containsOnlyKeys(SEGMENTS.toArray(new String[0]));
            assertThat(stopped.reports).isEqualTo(whole.reports);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_job_with_more_subtasks_and_then_fewer_reports_what_one_reports_that_has_one(long seed) throws Exception {
        // Given
        List<Step> steps = steps(seed);
        int first = steps.size() / 3 + (int) seed;
        int second = first + steps.size() / 3;
        try (Job whole = new Job();
                Job rescaled = new Job()) {
            // When
            whole.run(steps);
            rescaled.run(steps.subList(0, first));
            rescaled.restart(2);
            rescaled.run(steps.subList(first, second));
            rescaled.restart(1);
            rescaled.run(steps.subList(second, steps.size()));
            // Then
            assertThat(rescaled.reports).isEqualTo(whole.reports);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_job_that_keeps_its_state_in_rocksdb_reports_what_one_reports_that_has_it_on_the_heap(long seed)
            throws Exception {
        // Given
        List<Step> steps = steps(seed);
        int cut = new Random(seed).nextInt(steps.size());
        try (Job heap = new Job();
                Job rocks = new Job(rocksDb())) {
            // When
            heap.run(steps);
            rocks.run(steps.subList(0, cut));
            rocks.restart(1);
            rocks.run(steps.subList(cut, steps.size()));
            // Then
            assertThat(rocks.reports).isEqualTo(heap.reports);
        }
    }

    private static StateBackend rocksDb() {
        EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
        // The harness has none to give.
        backend.getMemoryConfiguration().setUseManagedMemory(false);
        return backend;
    }

    @Test
    void the_jobs_that_are_compared_have_all_kinds_of_reports() throws Exception {
        // Given
        List<QualityReport> reports = new ArrayList<>();
        // When
        for (long seed : seeds().toArray()) {
            try (Job job = new Job()) {
                job.run(steps(seed));
                job.reports.values().forEach(reports::addAll);
            }
        }
        // Then
        Map<String, Predicate<QualityReport>> kinds = Map.of(
                "a second revision", report -> report.revision() > 1,
                "without all comparisons", report -> !report.complete(),
                "with a reference", report -> report.reference() != null,
                "with late texts", report -> count(report, "late") > 0,
                "with a change by Page and Hinkley",
                        report -> report.detectors().get(0).changes() > 0,
                "with a change by ADWIN", report -> report.detectors().get(1).changes() > 0);
        assertThat(kinds)
                .allSatisfy((kind, predicate) ->
                        assertThat(reports.stream().anyMatch(predicate)).isTrue());
        assertThat(SEGMENTS)
                .extracting(segment ->
                        KeyGroupRangeAssignment.assignKeyToParallelOperator(segment, QualityHarness.MAX_PARALLELISM, 2))
                .contains(0, 1);
    }

    @Test
    void a_window_that_waits_goes_on_waiting_until_its_patience_is_over() throws Exception {
        try (Job job = new Job()) {
            // Given
            job.run(List.of(new Step.Struck(1000), new Step.Came(predicted(10_003)), new Step.Passed(10_030)));
            // When
            job.restart(1);
            job.run(List.of(new Step.Struck(1049)));
            List<QualityReport> before = List.copyOf(job.reports.getOrDefault("", List.of()));
            job.run(List.of(new Step.Struck(1050)));
            // Then
            assertThat(before).isEmpty();
            assertThat(job.reports.get(""))
                    .extracting(QualityReport::endMillis, QualityReport::complete)
                    .containsExactly(tuple(10_020L, false));
        }
    }
}
