package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityOptions.DetectorOptions;
import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.infer.ServingOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The quality function in Flink's harness, without Kryo. */
public final class QualityHarness implements AutoCloseable {

    static final int MAX_PARALLELISM = 8;

    private final KeyedOneInputStreamOperatorTestHarness<String, Observation, QualityReport> flink;
    private int taken;

    private QualityHarness(
            ServingOptions serving,
            List<ObservedShadow> shadows,
            QualityOptions options,
            StateBackend backend,
            int parallelism,
            int subtask)
            throws Exception {
        flink = new KeyedOneInputStreamOperatorTestHarness<>(
                new TimerDrainingOperator(new QualityFunction(serving, shadows, options)),
                Observation::segment,
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                subtask);
        flink.getExecutionConfig()
                .getSerializerConfig()
                .configure(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                        QualityHarness.class.getClassLoader());
        flink.setStateBackend(backend);
        flink.setup(TypeInformation.of(QualityReport.class)
                .createSerializer(flink.getExecutionConfig().getSerializerConfig()));
    }

    /** Windows of 100 ms that slide by 20 ms, 300 ms of lateness, comparisons within 50 ms, revisions each 200 ms. */
    public static QualityOptions options() {
        return options(sizes(100, 20, 300), new DriftOptions(ReferenceKind.FROZEN, 4, null));
    }

    public static QualityOptions options(WindowSizes sizes, DriftOptions drift) {
        return options(sizes, DetectorOptions.DEFAULT, drift);
    }

    public static QualityOptions options(WindowSizes sizes, DetectorOptions detectors, DriftOptions drift) {
        return new QualityOptions(
                sizes,
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofHours(1),
                List.of(),
                F1Options.DEFAULT,
                detectors,
                drift);
    }

    public static WindowSizes sizes(long size, long slide, long lateness) {
        return new WindowSizes(Duration.ofMillis(size), Duration.ofMillis(slide), Duration.ofMillis(lateness));
    }

    public static QualityHarness open(ServingOptions serving, QualityOptions options) throws Exception {
        return open(serving, options, new HashMapStateBackend());
    }

    public static QualityHarness open(ServingOptions serving, QualityOptions options, StateBackend backend)
            throws Exception {
        return open(serving, List.of(ObservedShadow.sparkNlp()), options, backend);
    }

    static QualityHarness open(
            ServingOptions serving, List<ObservedShadow> shadows, QualityOptions options, StateBackend backend)
            throws Exception {
        QualityHarness harness = new QualityHarness(serving, shadows, options, backend, 1, 0);
        harness.flink.open();
        return harness;
    }

    /** A harness that continues from a snapshot of a number of subtasks. */
    static QualityHarness restored(
            ServingOptions serving,
            QualityOptions options,
            StateBackend backend,
            OperatorSubtaskState state,
            int before,
            int parallelism,
            int subtask)
            throws Exception {
        return restored(
                serving, List.of(ObservedShadow.sparkNlp()), options, backend, state, before, parallelism, subtask);
    }

    static QualityHarness restored(
            ServingOptions serving,
            List<ObservedShadow> shadows,
            QualityOptions options,
            StateBackend backend,
            OperatorSubtaskState state,
            int before,
            int parallelism,
            int subtask)
            throws Exception {
        QualityHarness harness = new QualityHarness(serving, shadows, options, backend, parallelism, subtask);
        harness.flink.initializeState(KeyedOneInputStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, before, parallelism, subtask));
        harness.flink.open();
        return harness;
    }

    public void add(Observation... observations) throws Exception {
        for (Observation observation : observations) {
            flink.processElement(observation, observation.timestampMillis());
        }
    }

    public void watermark(long millis) throws Exception {
        flink.processWatermark(millis);
    }

    /** Nothing comes any more. */
    void end() throws Exception {
        watermark(Long.MAX_VALUE);
        flink.endInput();
    }

    void time(long millis) throws Exception {
        flink.setProcessingTime(millis);
    }

    /** Reports that came since this was called last. */
    List<QualityReport> reports() {
        List<QualityReport> all = new ArrayList<>(flink.extractOutputValues());
        List<QualityReport> reports = List.copyOf(all.subList(taken, all.size()));
        taken = all.size();
        return reports;
    }

    /** The same, and none is kept: for runs that make very many. */
    public List<QualityReport> forget() {
        List<QualityReport> reports = reports();
        flink.getOutput().clear();
        taken = 0;
        return reports;
    }

    OperatorSubtaskState snapshot() throws Exception {
        return flink.snapshot(1, 1);
    }

    int timers() {
        return flink.numEventTimeTimers() + flink.numProcessingTimeTimers();
    }

    int processingTimeTimers() {
        return flink.numProcessingTimeTimers();
    }

    int states() {
        return flink.numKeyedStateEntries();
    }

    @Override
    public void close() throws Exception {
        flink.close();
    }

    static long count(QualityReport report, String name) {
        return report.counts().stream()
                .filter(count -> count.name().equals(name))
                .findFirst()
                .orElseThrow()
                .count();
    }
}
