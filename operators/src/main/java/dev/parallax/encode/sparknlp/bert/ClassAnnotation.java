package dev.parallax.encode.sparknlp.bert;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One element of Spark NLP's {@code class} column.
 *
 * @param begin first UTF-16 unit of the sentence to which it is assigned
 * @param end last UTF-16 unit of that sentence, inclusive
 * @param label the class
 * @param sentence index of that sentence, as in the metadata's {@code sentence}
 * @param probabilities probabilities in the order of the labels, {@code [classes]}, as Spark NLP computes them; they
 *     can be NaN
 */
public record ClassAnnotation(int begin, int end, String label, int sentence, float[] probabilities) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassAnnotation that
                && begin == that.begin
                && end == that.end
                && label.equals(that.label)
                && sentence == that.sentence
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return Objects.hash(begin, end, label, sentence, Arrays.hashCode(probabilities));
    }

    @Override
    public String toString() {
        return "ClassAnnotation[" + begin + ", " + end + ", " + label + ", " + sentence + "]";
    }
}
