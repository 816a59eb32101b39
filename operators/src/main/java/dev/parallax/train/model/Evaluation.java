package dev.parallax.train.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parallax.train.data.LabelledFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The evaluation of a head on the rows of one file: accuracy, macro F1, scores by class, and confusion matrix.
 *
 * <p>Precision is correct predictions of a class divided by its predictions, recall is correct predictions divided by
 * the rows of the class, F1 is their harmonic mean; each is 0 on division by 0. Macro F1 is the unweighted mean over
 * the classes that occur in rows or predictions.
 *
 * @param file name of the file
 * @param role role of the rows in training
 * @param rows number of rows
 * @param accuracy share of correct predictions
 * @param macroF1 mean F1 of the classes
 * @param classes the classes that occur, in the order of the labels
 * @param confusion rows of each true class by predicted class, {@code [true][predicted]}, all classes in the order of
 *     the labels; empty if there are more classes than {@link #MOST_CONFUSABLE}
 */
public record Evaluation(
        String file,
        Role role,
        int rows,
        double accuracy,
        double macroF1,
        List<ClassScore> classes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Integer>> confusion) {

    /** Largest number of classes for which the confusion matrix is kept. */
    static final int MOST_CONFUSABLE = 12;

    private static final double DIGITS = 1e5;

    /** The role of rows in training. */
    public enum Role {
        /**
         * Rows of the training file that were held out to choose the penalty; the final head was fitted on them too.
         */
        SPLIT,
        /** The training rows of a perceptron, for which no penalty is chosen. */
        FITTED,
        /** A validation file, on which the penalty of a linear head is chosen and no head is fitted. */
        VALIDATION,
        /** A test file, not used in training. */
        HELD_OUT
    }

    /**
     * The scores of a head on one class.
     *
     * @param label the class
     * @param precision correct predictions divided by predictions
     * @param recall correct predictions divided by rows
     * @param f1 their harmonic mean
     * @param support rows of the class
     */
    public record ClassScore(String label, double precision, double recall, double f1, int support) {}

    /** Copies the lists. */
    public Evaluation {
        classes = List.copyOf(classes);
        confusion = confusion == null ? List.of() : List.copyOf(confusion);
    }

    /**
     * Evaluates a head.
     *
     * @param labels names of the classes
     */
    public static Evaluation of(String file, Role role, List<String> labels, Head head, LabelledFeatures data) {
        int[][] counts = new int[labels.size()][labels.size()];
        for (int i = 0; i < data.size(); i++) {
            counts[data.classes()[i]][head.predict(data.rows()[i])]++;
        }
        return of(file, role, labels, counts);
    }

    /** Evaluates counts, {@code [true][predicted]}, of which at least one is not 0. */
    public static Evaluation of(String file, Role role, List<String> labels, int[][] counts) {
        int rows = 0;
        int right = 0;
        double f1 = 0;
        List<ClassScore> classes = new ArrayList<>();
        List<List<Integer>> confusion = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            int support = 0;
            int answered = 0;
            List<Integer> line = new ArrayList<>();
            for (int other = 0; other < counts.length; other++) {
                support += counts[c][other];
                answered += counts[other][c];
                line.add(counts[c][other]);
            }
            confusion.add(List.copyOf(line));
            rows += support;
            right += counts[c][c];
            if (support + answered > 0) {
                double score = share(2 * counts[c][c], support + answered);
                f1 += score;
                classes.add(new ClassScore(
                        labels.get(c),
                        rounded(share(counts[c][c], answered)),
                        rounded(share(counts[c][c], support)),
                        rounded(score),
                        support));
            }
        }
        return new Evaluation(
                file,
                role,
                rows,
                rounded(share(right, rows)),
                rounded(f1 / classes.size()),
                classes,
                labels.size() <= MOST_CONFUSABLE ? confusion : List.of());
    }

    /**
     * The evaluation as a few lines of text; the rows of the confusion matrix are true classes, the columns predicted
     * ones.
     */
    public String describe() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s (%s): %d rows, accuracy %.4f, macro F1 %.4f%n",
                file,
                role.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                rows,
                accuracy,
                macroF1));
        int width = classes.stream().mapToInt(c -> c.label().length()).max().orElse(0);
        for (ClassScore c : classes) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-" + Math.max(1, width) + "s  precision %.4f  recall %.4f  F1 %.4f  support %d%n",
                    c.label(),
                    c.precision(),
                    c.recall(),
                    c.f1(),
                    c.support()));
        }
        for (List<Integer> line : confusion) {
            text.append("  ");
            line.forEach(count -> text.append(String.format(Locale.ROOT, "%7d", count)));
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
