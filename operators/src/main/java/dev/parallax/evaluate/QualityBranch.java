package dev.parallax.evaluate;

import dev.parallax.evaluate.observation.AlwaysIdle;
import dev.parallax.evaluate.observation.ComparisonObserver;
import dev.parallax.evaluate.observation.LabelJoinFunction;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.observation.PredictionObserver;
import dev.parallax.evaluate.observation.SegmentFunction;
import dev.parallax.evaluate.observation.TrueLabel;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.shadow.Comparison;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The part of a job that reports on the quality of its predictions. Predictions are observed, joined with labels and
 * sent to the windows once, however many shadows there are; comparisons are observed for each shadow, where they are
 * made.
 */
public final class QualityBranch {

    /** Uids of the operators: savepoints find state by them, so they never change. */
    private static final String PREDICTIONS = "quality-predictions";

    private static final String COMPARISONS = "quality-comparisons-";
    private static final String COMPARISONS_IDLE = "quality-comparisons-idle-";
    private static final String LABELS_IDLE = "quality-labels-idle";
    private static final String LABELS = "quality-labels";
    private static final String SEGMENTS = "quality-segments";
    private static final String WINDOWS = "quality-windows";

    private static final TypeInformation<Observation> OBSERVATION = TypeInformation.of(Observation.class);

    private QualityBranch() {}

    /**
     * A shadow and its comparisons.
     *
     * @param shadow the shadow
     * @param comparisons one for each text that it is asked about
     */
    public record Compared(ObservedShadow shadow, DataStream<Comparison> comparisons) {}

    /**
     * The input streams of the branch.
     *
     * @param scored the primary's answers, with watermarks: event time is theirs alone
     * @param shadows what they are compared with; none where reports are on the primary alone
     * @param labels labels that come apart from their texts; {@code null} where there are none
     */
    public record Inputs(
            DataStream<ScoredText> scored,
            List<Compared> shadows,
            @Nullable DataStream<TrueLabel> labels) {

        /** The shadows that reports are on: one that is asked about nothing where there is none. */
        List<ObservedShadow> observed() {
            return shadows.isEmpty()
                    ? List.of(ObservedShadow.none())
                    : shadows.stream().map(Compared::shadow).toList();
        }
    }

    /**
     * Adds the branch.
     *
     * <p>Comparisons come without watermarks, behind the predictions: a window waits for those of its own texts
     * instead. Labels come at any time.
     *
     * @param serving the primary's model; its folder is read where the tasks run
     * @return the reports, one for each shadow, segment and window
     */
    public static SingleOutputStreamOperator<QualityReport> append(
            Inputs inputs, ServingOptions serving, QualityOptions options) {
        boolean labelsApart = inputs.labels() != null;
        List<ObservedShadow> shadows = inputs.observed();
        DataStream<Observation> observations = inputs.scored()
                .flatMap(new PredictionObserver(serving, labelsApart))
                .returns(OBSERVATION)
                .name("Observe predictions")
                .uid(PREDICTIONS);
        for (Compared each : inputs.shadows()) {
            observations = observations.union(comparisons(each, labelsApart));
        }
        if (inputs.labels() != null) {
            observations = observations.union(observations
                    .connect(inputs.labels()
                            .assignTimestampsAndWatermarks(AlwaysIdle.strategy())
                            .name("Labels without watermarks")
                            .uid(LABELS_IDLE))
                    .keyBy(Observation::id, TrueLabel::id, Types.STRING)
                    .process(new LabelJoinFunction(serving, shadows, options.labelRetention()))
                    .returns(OBSERVATION)
                    .name("Join labels")
                    .uid(LABELS));
        }
        return observations
                .flatMap(new SegmentFunction(options.segments()))
                .returns(OBSERVATION)
                .name("Segments")
                .uid(SEGMENTS)
                .keyBy(Observation::segment, Types.STRING)
                .transform(
                        "Quality windows",
                        TypeInformation.of(QualityReport.class),
                        new TimerDrainingOperator(new QualityFunction(serving, shadows, options)))
                .uid(WINDOWS);
    }

    /** The observations of a shadow, made in the task that compares, so that no text is sent to another. */
    private static DataStream<Observation> comparisons(Compared compared, boolean labelsApart) {
        String name = compared.shadow().name();
        return compared.comparisons()
                .flatMap(new ComparisonObserver(labelsApart))
                .returns(OBSERVATION)
                .name("Observe comparisons")
                .uid(COMPARISONS + name)
                .assignTimestampsAndWatermarks(AlwaysIdle.strategy())
                .name("Comparisons without watermarks")
                .uid(COMPARISONS_IDLE + name);
    }
}
