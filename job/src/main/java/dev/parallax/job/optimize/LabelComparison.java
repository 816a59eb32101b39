package dev.parallax.job.optimize;

import dev.parallax.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The differences between the logits of two models on the same texts, and between the labels that follow from them.
 *
 * @param texts number of texts, 1 or more
 * @param largestDifference largest absolute difference of a logit; infinite where one of the two is no number
 * @param meanDifference mean of the absolute differences over all texts and classes
 * @param flips texts whose label is another, the largest margin first
 * @param labelled number of texts with a known true class
 * @param sourceRight how many of those the source classifies correctly
 * @param optimizedRight how many of those the rewritten model classifies correctly
 */
record LabelComparison(
        int texts,
        double largestDifference,
        double meanDifference,
        List<Flip> flips,
        int labelled,
        int sourceRight,
        int optimizedRight) {

    /** Copies the list. */
    LabelComparison {
        flips = List.copyOf(flips);
    }

    /**
     * A text whose label is another.
     *
     * @param line its line in the file, from 1
     * @param margin the source's largest logit minus its second largest
     * @param from the source's label
     * @param to the rewritten model's label
     */
    record Flip(long line, double margin, String from, String to) {}

    /**
     * Compares logits.
     *
     * @param texts the texts
     * @param classes the classes in the order of the logits
     * @param source the source's logits, {@code [texts][classes]}
     * @param optimized the rewritten model's logits, {@code [texts][classes]}
     */
    static LabelComparison of(
            List<ComparisonTexts.Line> texts, List<String> classes, float[][] source, float[][] optimized) {
        double largest = 0;
        double sum = 0;
        int labelled = 0;
        int sourceRight = 0;
        int optimizedRight = 0;
        List<Flip> flips = new ArrayList<>();
        for (int i = 0; i < source.length; i++) {
            for (int c = 0; c < classes.size(); c++) {
                double difference = difference(source[i][c], optimized[i][c]);
                largest = Math.max(largest, difference);
                sum += difference;
            }
            String from = classes.get(best(source[i]));
            String to = classes.get(best(optimized[i]));
            if (!from.equals(to)) {
                flips.add(new Flip(texts.get(i).number(), margin(source[i]), from, to));
            }
            Optional<String> label = texts.get(i).label();
            if (label.isPresent()) {
                labelled++;
                sourceRight += label.get().equals(from) ? 1 : 0;
                optimizedRight += label.get().equals(to) ? 1 : 0;
            }
        }
        flips.sort(Comparator.comparingDouble(Flip::margin).reversed());
        double mean = sum / source.length / classes.size();
        return new LabelComparison(source.length, largest, mean, flips, labelled, sourceRight, optimizedRight);
    }

    private static double difference(float one, float other) {
        if (Float.compare(one, other) == 0) {
            return 0;
        }
        double difference = Math.abs((double) one - other);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }

    private static double margin(float[] logits) {
        int best = best(logits);
        double second = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            second = c == best ? second : Math.max(second, logits[c]);
        }
        return logits[best] - second;
    }

    /** Number of texts with the same label. */
    int kept() {
        return texts - flips.size();
    }

    /** The 95 % interval of the share of kept labels, by {@link Interval#wilson}. */
    Interval keptInterval() {
        return Interval.wilson(kept(), texts).orElseThrow();
    }
}
