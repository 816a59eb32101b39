package dev.parallax.evaluate.observation;

import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.Predicted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one text in the join, once for all shadows: prediction, answers and label arrive in any order.
 *
 * @param prediction the observation of the primary's answer; {@code null} before it arrived
 * @param answers what each shadow answered, of those whose comparison arrived
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

    /**
     * With the primary's answer. A label that came with the text stands until another comes; and a text that waited for
     * no comparison waits for none when it comes again.
     */
    JoinState withPrediction(Observation observation, Predicted predicted) {
        boolean sampled = predicted.sampled()
                && (prediction == null
                        || prediction.predicted() == null
                        || prediction.predicted().sampled());
        TrueLabel known = label;
        if (known == null && predicted.label() != null) {
            known = new TrueLabel(observation.id(), predicted.label(), observation.timestampMillis());
        }
        return new JoinState(
                sampled == predicted.sampled() ? observation : observation.with(predicted.unsampled()), answers, known);
    }

    /** With a shadow's answer, in the place of an earlier one. */
    JoinState withComparison(String shadow, Compared compared) {
        List<Answer> others = new ArrayList<>(answers.size() + 1);
        for (Answer each : answers) {
            if (!each.shadow().equals(shadow)) {
                others.add(each);
            }
        }
        others.add(new Answer(shadow, compared.shadow()));
        return new JoinState(prediction, others, label);
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
     * The observations to emit after a change. For each shadow there is none until prediction, comparison and label are
     * known, or if nothing changed; where another was emitted before the change, its retraction (weight -1) is first.
     *
     * @param before the state before the change, whose observations were emitted
     */
    List<Observation> changesSince(JoinState before, ObservedClasses classes, List<ObservedShadow> shadows) {
        List<Observation> changes = new ArrayList<>();
        for (ObservedShadow shadow : shadows) {
            Labelled now = labelled(shadow, classes);
            Labelled earlier = before.labelled(shadow, classes);
            if (now == null || prediction == null || now.equals(earlier)) {
                continue;
            }
            if (earlier != null) {
                changes.add(prediction.with(shadow.name(), earlier.retraction()));
            }
            changes.add(prediction.with(shadow.name(), now));
        }
        return changes;
    }

    private @Nullable Labelled labelled(ObservedShadow shadow, ObservedClasses classes) {
        if (prediction == null || prediction.predicted() == null || label == null) {
            return null;
        }
        Predicted predicted = prediction.predicted();
        Answer answer = answer(shadow.name());
        if (answer == null && shadow.asksAbout(predicted.sampled())) {
            return null;
        }
        return new Labelled(
                predicted.primary(),
                answer == null ? Observation.NO_INDEX : answer.index(),
                classes.index(label.label()),
                Math.max(0, label.timestampMillis() - prediction.timestampMillis()),
                1);
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
