package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shadow's answer for a text: one answer of Spark NLP's {@code class} column, or a head's.
 *
 * @param label the class
 * @param probability the shadow's probability of that class; can be NaN
 * @param probabilities of all classes in the order of the model's labels, {@code [classes]}; can be NaN
 * @param sentence index of the sentence that the answer belongs to; 0 where it comes from several
 */
public record ShadowAnswer(String label, float probability, float[] probabilities, int sentence) {

    /**
     * Reads the answer out of a {@code class} column.
     *
     * <p>{@link ClassChoice#FIRST} and {@link ClassChoice#MAX_SCORE} take one element, with its probabilities; a NaN is
     * never the largest. {@link ClassChoice#COALESCED} has the mean probabilities of all elements,
     * {@link ClassChoice#MAJORITY} those of the elements of its label.
     *
     * @param classes the column
     * @param choice how several elements become one answer
     * @param labels names of all classes in the order of the probabilities, {@code [classes]}
     * @return the answer, or nothing where the column is empty
     */
    public static Optional<ShadowAnswer> of(List<ClassAnnotation> classes, ClassChoice choice, String[] labels) {
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (choice) {
                    case FIRST -> element(classes.get(0), labels);
                    case MAX_SCORE -> maxScore(classes, labels);
                    case COALESCED -> {
                        float[] mean = mean(classes);
                        int best = largest(mean);
                        yield new ShadowAnswer(labels[best], mean[best], mean, 0);
                    }
                    case MAJORITY -> majority(classes, labels);
                });
    }

    private static ShadowAnswer element(ClassAnnotation element, String[] labels) {
        return new ShadowAnswer(
                element.label(),
                probability(element.label(), element.probabilities(), labels),
                element.probabilities(),
                element.sentence());
    }

    private static ShadowAnswer maxScore(List<ClassAnnotation> classes, String[] labels) {
        ShadowAnswer best = element(classes.get(0), labels);
        for (ClassAnnotation element : classes) {
            ShadowAnswer answer = element(element, labels);
            if (answer.probability > best.probability || Float.isNaN(best.probability)) {
                best = answer;
            }
        }
        return best;
    }

    private static ShadowAnswer majority(List<ClassAnnotation> classes, String[] labels) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        classes.forEach(element -> counts.merge(element.label(), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        ClassAnnotation first = classes.stream()
                .filter(element -> counts.getOrDefault(element.label(), 0) == most)
                .findFirst()
                .orElseThrow();
        float[] mean = mean(classes.stream()
                .filter(element -> element.label().equals(first.label()))
                .toList());
        return new ShadowAnswer(first.label(), probability(first.label(), mean, labels), mean, first.sentence());
    }

    private static float[] mean(List<ClassAnnotation> classes) {
        float[] mean = new float[classes.get(0).probabilities().length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (ClassAnnotation element : classes) {
                sum += element.probabilities()[i];
            }
            mean[i] = (float) (sum / classes.size());
        }
        return mean;
    }

    /** Place of the largest value, of equal ones the first; NaN is no value. */
    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best] || (Float.isNaN(values[best]) && !Float.isNaN(values[i]))) {
                best = i;
            }
        }
        return best;
    }

    private static float probability(String label, float[] probabilities, String[] labels) {
        int place = Arrays.asList(labels).indexOf(label);
        return place < 0 || place >= probabilities.length ? Float.NaN : probabilities[place];
    }

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
