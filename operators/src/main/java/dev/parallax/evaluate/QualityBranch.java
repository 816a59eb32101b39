package dev.parallax.evaluate;

import dev.parallax.evaluate.observation.AlwaysIdle;
import dev.parallax.evaluate.observation.ComparisonObserver;
import dev.parallax.evaluate.observation.LabelJoinFunction;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.PredictionObserver;
import dev.parallax.evaluate.observation.SegmentFunction;
import dev.parallax.evaluate.observation.TrueLabel;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.shadow.Comparison;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/** The part of a job that reports on the quality of its predictions. */
public final class QualityBranch {

    /** Names of the operators: state is found again by them, so they never change. */
    private static final String PREDICTIONS = "quality-predictions";

    private static final String COMPARISONS = "quality-comparisons";
    private static final String COMPARISONS_IDLE = "quality-comparisons-idle";
    private static final String LABELS_IDLE = "quality-labels-idle";
    private static final String LABELS = "quality-labels";
    private static final String SEGMENTS = "quality-segments";
    private static final String WINDOWS = "quality-windows";

    private static final TypeInformation<Observation> OBSERVATION = TypeInformation.of(Observation.class);

    /** Shadows whose operators have these very names, because there was only one shadow when they got them. */
    private static final Set<String> FIRST = Set.of(Comparison.SPARK_NLP, QualityReport.NO_SHADOW);

    private QualityBranch() {}

    /** How the uids of one shadow's branch end: every shadow has a branch of its own, with windows of its own. */
    private static String ending(String shadowName) {
        return FIRST.contains(shadowName) ? "" : "-" + shadowName;
    }

    /**
     * What the branch reads.
     *
     * @param scored the primary's answers, with watermarks: event time is theirs alone
     * @param comparisons one for each answer that the shadow is asked about; {@code null} where there is no shadow
     * @param sampleRate share of the texts that are compared, 0 to 1; 0 where there is no shadow
     * @param shadowName name of what the primary is compared with
     * @param labels labels that come apart from their texts; {@code null} where there are none
     */
    public record Inputs(
            DataStream<ScoredText> scored,
            @Nullable DataStream<Comparison> comparisons,
            double sampleRate,
            String shadowName,
            @Nullable DataStream<TrueLabel> labels) {}

    /**
     * Adds the branch.
     *
     * <p>Comparisons come without watermarks, behind the predictions: a window waits for those of its own texts
     * instead. Labels come whenever they come.
     *
     * @param serving the primary's model; its folder is read where the tasks run
     * @return the reports
     */
    public static SingleOutputStreamOperator<QualityReport> append(
            Inputs inputs, ServingOptions serving, QualityOptions options) {
        boolean labelsApart = inputs.labels() != null;
        String ending = ending(inputs.shadowName());
        DataStream<Observation> observations = inputs.scored()
                .flatMap(new PredictionObserver(serving, inputs.sampleRate(), labelsApart))
                .returns(OBSERVATION)
                .name("Observe predictions")
                .uid(PREDICTIONS + ending);
        if (inputs.comparisons() != null) {
            observations = observations.union(inputs.comparisons()
                    .flatMap(new ComparisonObserver(labelsApart))
                    .returns(OBSERVATION)
                    .name("Observe comparisons")
                    .uid(COMPARISONS + ending)
                    .assignTimestampsAndWatermarks(AlwaysIdle.strategy())
                    .name("Comparisons without watermarks")
                    .uid(COMPARISONS_IDLE + ending));
        }
        if (inputs.labels() != null) {
            observations = observations.union(observations
                    .connect(inputs.labels()
                            .assignTimestampsAndWatermarks(AlwaysIdle.strategy())
                            .name("Labels without watermarks")
                            .uid(LABELS_IDLE + ending))
                    .keyBy(Observation::id, TrueLabel::id, Types.STRING)
                    .process(new LabelJoinFunction(serving, options.labelRetention()))
                    .returns(OBSERVATION)
                    .name("Join labels")
                    .uid(LABELS + ending));
        }
        return observations
                .flatMap(new SegmentFunction(options.segments()))
                .returns(OBSERVATION)
                .name("Segments")
                .uid(SEGMENTS + ending)
                .keyBy(Observation::segment, Types.STRING)
                .transform(
                        "Quality windows",
                        TypeInformation.of(QualityReport.class),
                        new QualityOperator(new QualityFunction(serving, inputs.shadowName(), options)))
                .uid(WINDOWS + ending);
    }
}
