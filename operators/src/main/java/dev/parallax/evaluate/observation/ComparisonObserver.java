package dev.parallax.evaluate.observation;

import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.infer.Prediction;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.text.TextRecord;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Makes an observation of each comparison, without its texts. */
public final class ComparisonObserver implements FlatMapFunction<Comparison, Observation> {

    private final boolean labelsApart;
    private transient @Nullable ObservedClasses classes;

    /**
     * @param labelsApart whether labels are joined elsewhere; else one that comes with its text counts beside both
     *     answers with its comparison
     */
    public ComparisonObserver(boolean labelsApart) {
        this.labelsApart = labelsApart;
    }

    @Override
    public void flatMap(Comparison comparison, Collector<Observation> out) {
        TextRecord text = comparison.scored().text();
        Prediction prediction = comparison.scored().prediction();
        if (classes == null) {
            classes = new ObservedClasses(prediction.labels());
        }
        int primary = classes.index(prediction.label());
        int shadow = shadow(comparison, classes);
        Attribution attribution = comparison.attribution();
        Compared compared = new Compared(
                primary,
                shadow,
                comparison.outcome(),
                attribution == null ? 0 : CauseNumbers.bits(attribution.causes()),
                attribution != null && attribution.proven(),
                0);
        // A window leaves with the last comparison that it waits for: the label must be in it by then.
        if (!labelsApart && text.label() != null && shadow != Observation.NO_INDEX) {
            int label = classes.index(text.label());
            if (label != Observation.NO_INDEX) {
                LabelledBoth labelled = new LabelledBoth(primary, shadow, label, 1);
                out.collect(Observation.of(
                        text.id(), text.segment(), comparison.shadowName(), text.timestampMillis(), labelled));
            }
        }
        out.collect(
                Observation.of(text.id(), text.segment(), comparison.shadowName(), text.timestampMillis(), compared));
    }

    private static int shadow(Comparison comparison, ObservedClasses classes) {
        if (!comparison.outcome().compared()) {
            return Observation.NO_INDEX;
        }
        if (comparison.shadow() == null) {
            return classes.count();
        }
        int index = classes.index(comparison.shadow().label());
        return index == Observation.NO_INDEX ? classes.count() : index;
    }
}
