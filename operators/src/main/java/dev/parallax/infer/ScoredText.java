package dev.parallax.infer;

import dev.parallax.encode.Encoding;
import dev.parallax.text.TextRecord;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text with the primary model's answer, as sinks write it and shadows compare with it.
 *
 * @param text the text
 * @param encoding the token ids that the model read
 * @param prediction the model's answer
 * @param latencyMillis milliseconds from when the job read the record to its prediction
 * @param headLogits logits of other heads on the model's features, one head after the other, each in the order of the
 *     model's classes, {@code [heads * classes]}; NaN where a head failed. No elements where there are no other heads,
 *     or none yet when the text was scored
 * @param sampled whether the text is in the sample that a shadow is asked about
 */
public record ScoredText(
        TextRecord text,
        Encoding encoding,
        Prediction prediction,
        long latencyMillis,
        float[] headLogits,
        boolean sampled) {

    private static final float[] NONE = {};

    /** Reads {@code null} logits of heads, as in savepoints written before there were heads, as none. */
    public ScoredText(
            TextRecord text,
            Encoding encoding,
            Prediction prediction,
            long latencyMillis,
            float @Nullable [] headLogits,
            boolean sampled) {
        this.text = text;
        this.encoding = encoding;
        this.prediction = prediction;
        this.latencyMillis = latencyMillis;
        this.headLogits = headLogits == null ? NONE : headLogits;
        this.sampled = sampled;
    }

    /** Of a text that is not in a sample. */
    public ScoredText(
            TextRecord text, Encoding encoding, Prediction prediction, long latencyMillis, float[] headLogits) {
        this(text, encoding, prediction, latencyMillis, headLogits, false);
    }

    /** A text scored by a model without other heads. */
    public ScoredText(TextRecord text, Encoding encoding, Prediction prediction, long latencyMillis) {
        this(text, encoding, prediction, latencyMillis, NONE);
    }

    /** The same text, in the sample. */
    public ScoredText inSample() {
        return new ScoredText(text, encoding, prediction, latencyMillis, headLogits, true);
    }

    /**
     * The logits of another head, {@code [classes]}; nothing where the text was scored without that head.
     *
     * @param head the head's index among the model's other heads, from 0
     */
    public Optional<float[]> headLogits(int head) {
        int classes = prediction.labels().length;
        int end = (head + 1) * classes;
        return headLogits.length < end
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(headLogits, head * classes, end));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScoredText that
                && text.equals(that.text)
                && encoding.equals(that.encoding)
                && prediction.equals(that.prediction)
                && latencyMillis == that.latencyMillis
                && Arrays.equals(headLogits, that.headLogits)
                && sampled == that.sampled;
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, prediction);
    }
}
