package dev.parallax.evaluate.observation;

import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.evaluate.observation.Observation.Predicted;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one text in the join, once for all shadows: prediction, answers and label arrive in any order.
 *
 * @param prediction the observation of the primary's answer; {@code null} before it arrived
 * @param answers what each shadow answered, of those whose comparison arrived and has an answer
 * @param label the latest true class; {@code null} while there is none
 */
public record JoinState(
        @Nullable Observation prediction,
        List<Answer> answers,
        @Nullable TrueLabel label) {

    /** Before anything arrived. */
    public static final JoinState EMPTY = new JoinState(null, List.of(), null);

    /**
     * A shadow's answer.
     *
     * @param shadow name of the shadow
     * @param index index of its class, as in {@link Compared#shadow()}
     */
    public record Answer(String shadow, int index) {}

    /** With the primary's answer. A label that came with the text stands until another comes. */
    JoinState withPrediction(Observation observation, Predicted predicted) {
        TrueLabel known = label;
        if (known == null && predicted.label() != null) {
            known = new TrueLabel(observation.id(), predicted.label(), observation.timestampMillis());
        }
        return new JoinState(observation, answers, known);
    }

    /** With a shadow's answer in the place of an earlier one, or without one where it was not asked or broke. */
    JoinState withComparison(String shadow, Compared compared) {
        List<Answer> known = new ArrayList<>(answers.size() + 1);
        for (Answer each : answers) {
            if (!each.shadow().equals(shadow)) {
                known.add(each);
            }
        }
        if (compared.shadow() != Observation.NO_INDEX) {
            known.add(new Answer(shadow, compared.shadow()));
        }
        return new JoinState(prediction, known, label);
    }

    /** With another label. */
    public JoinState withLabel(TrueLabel other) {
        return new JoinState(prediction, answers, other);
    }

    /** Whether a change brought the text together with its label, or with another label. */
    boolean joinedSince(JoinState before) {
        return prediction != null && label != null && (before.prediction == null || !label.equals(before.label));
    }

    /**
     * The observations to emit after a change: the label beside the primary's answer, once for all shadows, when both
     * are known, and beside a shadow's, when that is known too. There is none if nothing changed; where another was
     * emitted before the change, its retraction (weight -1) is first.
     *
     * @param before the state before the change, whose observations were emitted
     */
    List<Observation> changesSince(JoinState before, ObservedClasses classes, List<ObservedShadow> shadows) {
        if (prediction == null) {
            return List.of();
        }
        List<Observation> changes = new ArrayList<>();
        Labelled now = labelled(classes);
        Labelled earlier = before.labelled(classes);
        if (!Objects.equals(now, earlier)) {
            if (earlier != null) {
                changes.add(prediction.with(earlier.retraction()));
            }
            if (now != null) {
                changes.add(prediction.with(now));
            }
        }
        for (ObservedShadow shadow : shadows) {
            LabelledBoth both = labelledBoth(shadow.name(), classes);
            LabelledBoth earlierBoth = before.labelledBoth(shadow.name(), classes);
            if (Objects.equals(both, earlierBoth)) {
                continue;
            }
            if (earlierBoth != null) {
                changes.add(prediction.with(shadow.name(), earlierBoth.retraction()));
            }
            if (both != null) {
                changes.add(prediction.with(shadow.name(), both));
            }
        }
        return changes;
    }

    private @Nullable Labelled labelled(ObservedClasses classes) {
        if (prediction == null || prediction.predicted() == null || label == null) {
            return null;
        }
        return new Labelled(
                prediction.predicted().primary(),
                classes.index(label.label()),
                Math.max(0, label.timestampMillis() - prediction.timestampMillis()),
                1);
    }

    private @Nullable LabelledBoth labelledBoth(String shadow, ObservedClasses classes) {
        Answer answer = answer(shadow);
        if (prediction == null || prediction.predicted() == null || label == null || answer == null) {
            return null;
        }
        int index = classes.index(label.label());
        return index == Observation.NO_INDEX
                ? null
                : new LabelledBoth(prediction.predicted().primary(), answer.index(), index, 1);
    }

    private @Nullable Answer answer(String shadow) {
        for (Answer each : answers) {
            if (each.shadow().equals(shadow)) {
                return each;
            }
        }
        return null;
    }
}
