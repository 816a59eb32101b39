package dev.parallax.shadow;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one answer that is read out of Spark NLP's {@code class} column.
 *
 * @param label the class
 * @param probability what Spark NLP gives it; can be NaN
 * @param probabilities of all classes in the order of the model's labels, {@code [classes]}; can be NaN
 * @param sentence index of the sentence that the answer is said to come from; 0 where it comes from several
 */
public record ShadowAnswer(String label, float probability, float[] probabilities, int sentence) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShadowAnswer that
                && label.equals(that.label)
                && Float.compare(probability, that.probability) == 0
                && Arrays.equals(probabilities, that.probabilities)
                && sentence == that.sentence;
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, Arrays.hashCode(probabilities), sentence);
    }

    @Override
    public String toString() {
        return "ShadowAnswer[" + label + ", " + probability + ", sentence " + sentence + "]";
    }
}
