package dev.parallax.evaluate.observation;

import dev.parallax.shadow.Comparison.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One event of one text, as windows count it: a prediction, a comparison, a label, or a label beside both answers.
 * Exactly one of {@code predicted}, {@code compared}, {@code labelled} and {@code labelledBoth} is not null. Classes
 * are numbered in the order of the model's logits. It holds no text.
 *
 * @param id the text's identity
 * @param segment value of the key field by which the text is counted; empty where it is counted among all
 * @param shadow name of the shadow that is counted for; empty for a prediction or its label, which are counted once for
 *     all shadows
 * @param timestampMillis event time of the text, whenever this became known, epoch milliseconds
 * @param predicted the primary's answer
 * @param compared the shadow's answer, or that there is none
 * @param labelled a label, or the retraction of an earlier one
 * @param labelledBoth a label beside a shadow's answer, or the retraction of an earlier one
 */
public record Observation(
        String id,
        String segment,
        String shadow,
        long timestampMillis,
        @Nullable Predicted predicted,
        @Nullable Compared compared,
        @Nullable Labelled labelled,
        @Nullable LabelledBoth labelledBoth) {

    /** Index in place of a class: the true class is not one of the model's, or the shadow was not asked or broke. */
    public static final int NO_INDEX = -1;

    private static final String EACH_SHADOW = "";

    /**
     * The primary's answer.
     *
     * @param primary index of its class
     * @param score its probability, 0 to 1
     * @param tokens token ids that the model read, special ones included
     * @param unknownTokens those of them that stand for what the vocabulary has not
     * @param truncated whether the text was too long
     * @param sampled whether the text is in the sample that Spark NLP is asked about
     * @param label the true class, if it came with the text
     */
    public record Predicted(
            int primary,
            float score,
            int tokens,
            int unknownTokens,
            boolean truncated,
            boolean sampled,
            @Nullable String label) {}

    /**
     * The shadow's answer beside the primary's.
     *
     * @param primary index of the primary's class
     * @param shadow index of the shadow's class; the number of classes where it gave none, {@link #NO_INDEX} where it
     *     was not asked or broke
     * @param outcome how the two compare
     * @param causes why they differ, a bit for each cause by its number
     * @param proven whether the causes were proven
     * @param changes detectors that said with this comparison that something changed: the sum of {@link #PAGE_HINKLEY}
     *     and {@link #ADWIN}; 0 before they have seen it
     */
    public record Compared(int primary, int shadow, Outcome outcome, long causes, boolean proven, int changes) {

        /** Among the changes: the Page–Hinkley test said so. */
        public static final int PAGE_HINKLEY = 1;
        /** Among the changes: ADWIN said so. */
        public static final int ADWIN = 2;

        /** The same comparison with the detectors that reported a change. */
        public Compared withChanges(int found) {
            return new Compared(primary, shadow, outcome, causes, proven, found);
        }
    }

    /**
     * The true class beside the primary's answer.
     *
     * @param primary index of the primary's class
     * @param label index of the true class; {@link #NO_INDEX} where the model has no such class
     * @param delayMillis from the text's event time to the label's
     * @param weight 1, or -1 for the retraction of an earlier label
     */
    public record Labelled(int primary, int label, long delayMillis, int weight) {

        /** Takes it back. */
        Labelled retraction() {
            return new Labelled(primary, label, delayMillis, -1);
        }
    }

    /**
     * The true class beside both answers.
     *
     * @param primary index of the primary's class
     * @param shadow index of the shadow's class; the number of classes where it gave none
     * @param label index of the true class
     * @param weight 1, or -1 for the retraction of an earlier label
     */
    public record LabelledBoth(int primary, int shadow, int label, int weight) {

        /** Takes it back. */
        LabelledBoth retraction() {
            return new LabelledBoth(primary, shadow, label, -1);
        }
    }

    /** The primary answered. */
    public static Observation of(String id, String segment, long timestampMillis, Predicted predicted) {
        return new Observation(id, segment, EACH_SHADOW, timestampMillis, predicted, null, null, null);
    }

    /** A shadow was asked. */
    public static Observation of(String id, String segment, String shadow, long timestampMillis, Compared compared) {
        return new Observation(id, segment, shadow, timestampMillis, null, compared, null, null);
    }

    /** A true class beside the primary's. */
    public static Observation of(String id, String segment, long timestampMillis, Labelled labelled) {
        return new Observation(id, segment, EACH_SHADOW, timestampMillis, null, null, labelled, null);
    }

    /** A true class beside the primary's and a shadow's. */
    public static Observation of(
            String id, String segment, String shadow, long timestampMillis, LabelledBoth labelled) {
        return new Observation(id, segment, shadow, timestampMillis, null, null, null, labelled);
    }

    /** Whether it is counted once for all shadows. */
    public boolean isForEachShadow() {
        return shadow.equals(EACH_SHADOW);
    }

    /** A comparison with which detectors said that something changed. */
    public Observation with(Compared seen) {
        return new Observation(id, segment, shadow, timestampMillis, predicted, seen, labelled, labelledBoth);
    }

    /** A label of the same text. */
    Observation with(Labelled label) {
        return of(id, segment, timestampMillis, label);
    }

    /** A label of the same text beside a shadow's answer. */
    Observation with(String shadowName, LabelledBoth label) {
        return of(id, segment, shadowName, timestampMillis, label);
    }

    /** The same, counted by another segment. */
    public Observation in(String otherSegment) {
        return new Observation(id, otherSegment, shadow, timestampMillis, predicted, compared, labelled, labelledBoth);
    }
}
