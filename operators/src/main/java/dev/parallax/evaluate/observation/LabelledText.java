package dev.parallax.evaluate.observation;

import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.Predicted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one text by now, in whatever order it came.
 *
 * @param prediction that the primary answered; {@code null} while it is not known to have
 * @param comparison that the shadow was asked; {@code null} while it is not known to have been
 * @param label the latest true class; {@code null} while there is none
 * @param counted the observation that was emitted last; {@code null} while there was none
 */
public record LabelledText(
        @Nullable Observation prediction,
        @Nullable Compared comparison,
        @Nullable TrueLabel label,
        @Nullable Labelled counted) {

    public static final LabelledText NOTHING = new LabelledText(null, null, null, null);

    /** With the primary's answer. A label that came with the text stands until another comes. */
    LabelledText withPrediction(Observation observation, Predicted predicted) {
        TrueLabel known = label;
        if (known == null && predicted.label() != null) {
            known = new TrueLabel(observation.id(), predicted.label(), observation.timestampMillis());
        }
        return new LabelledText(observation, comparison, known, counted);
    }

    /** With the shadow's answer. */
    LabelledText withComparison(Compared compared) {
        return new LabelledText(prediction, compared, label, counted);
    }

    /** With another label. */
    public LabelledText withLabel(TrueLabel other) {
        return new LabelledText(prediction, comparison, other, counted);
    }

    /**
     * The observations to emit: none until prediction, comparison and label are known, or if nothing changed; a
     * retraction (weight -1) of the earlier observation first, if there was one.
     */
    List<Observation> pending(ObservedClasses classes) {
        List<Observation> news = new ArrayList<>();
        Labelled labelled = labelled(classes);
        if (labelled != null && prediction != null && !labelled.equals(counted)) {
            if (counted != null) {
                Labelled back =
                        new Labelled(counted.primary(), counted.shadow(), counted.label(), counted.delayMillis(), -1);
                news.add(of(prediction, back));
            }
            news.add(of(prediction, labelled));
        }
        return news;
    }

    private static Observation of(Observation prediction, Labelled labelled) {
        return Observation.of(prediction.id(), prediction.segment(), prediction.timestampMillis(), labelled);
    }

    /** The same after {@link #pending} was emitted. */
    LabelledText acknowledged(ObservedClasses classes) {
        Labelled labelled = labelled(classes);
        return new LabelledText(prediction, comparison, label, labelled == null ? counted : labelled);
    }

    private @Nullable Labelled labelled(ObservedClasses classes) {
        if (prediction == null || prediction.predicted() == null || label == null) {
            return null;
        }
        Predicted predicted = prediction.predicted();
        if (predicted.sampled() && comparison == null) {
            return null;
        }
        return new Labelled(
                predicted.primary(),
                comparison == null ? Observation.NO_INDEX : comparison.shadow(),
                classes.index(label.label()),
                Math.max(0, label.timestampMillis() - prediction.timestampMillis()),
                1);
    }
}
