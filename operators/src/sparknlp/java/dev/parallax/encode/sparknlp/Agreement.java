package dev.parallax.encode.sparknlp;

import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Counts how far the class columns of the two sides agree when each has run its own network. For one thread. */
final class Agreement {

    private int texts;
    private int same;
    private double largest;

    /**
     * Counts texts.
     *
     * @param found the twin's class columns
     * @param expected the real library's results, in the same order
     */
    void count(List<List<ClassAnnotation>> found, JsonNode expected, List<String> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            texts++;
            List<ClassAnnotation> right =
                    SparkNlpResult.read(expected.get(i), inputs.get(i)).classes();
            if (spelt(right).equals(spelt(found.get(i)))) {
                same++;
                for (int k = 0; k < right.size(); k++) {
                    add(right.get(k).probabilities(), found.get(i).get(k).probabilities());
                }
            }
        }
    }

    /** Everything of a class but its probabilities. */
    private static List<String> spelt(List<ClassAnnotation> classes) {
        return classes.stream().map(ClassAnnotation::toString).toList();
    }

    private void add(float[] expected, float[] found) {
        for (int label = 0; label < expected.length; label++) {
            largest = Math.max(largest, Math.abs(expected[label] - found[label]));
        }
    }

    @Override
    public String toString() {
        return String.format(
                "Labels and places are equal for %,d of %,d texts; probabilities differ by %.1e at most",
                same, texts, largest);
    }
}
