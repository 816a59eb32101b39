package dev.parallax.job.score;

import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.text.file.TabSeparated;
import dev.parallax.text.file.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The confusion matrix of pairs of a true class and a predicted one.
 *
 * @param labels names of the classes: the declared ones in their order, else those that occur, sorted
 * @param counts rows by true class, columns by predicted class, {@code [labels, labels]}
 */
public record LabelPairs(List<String> labels, ConfusionCounts counts) {

    /** Largest number of classes, for which the matrix must fit into memory. */
    static final int MOST_CLASSES = 2000;

    private record Pair(String label, String prediction) {}

    /**
     * Reads lines {@code label<TAB>prediction}; a header line is skipped.
     *
     * @param lines the input
     * @param declared names of the classes in order; empty for those that occur
     * @throws IOException if it cannot be read or is not UTF-8
     * @throws IllegalArgumentException if a line is not a pair or has an undeclared class, with the line number but not
     *     its content; or if there are too many classes
     */
    public static LabelPairs read(TextLines lines, List<String> declared) throws IOException {
        Map<Pair, Long> pairs = new HashMap<>();
        TreeSet<String> occurring = new TreeSet<>();
        HashSet<String> known = new HashSet<>(declared);
        boolean first = true;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (first && TabSeparated.isPairHeader(line)) {
                first = false;
                continue;
            }
            first = false;
            Pair pair = pair(line, lines.number());
            requireDeclared(pair, known, lines.number());
            occurring.add(pair.label);
            occurring.add(pair.prediction);
            requireFew(occurring.size());
            pairs.merge(pair, 1L, Long::sum);
        }
        List<String> labels = declared.isEmpty() ? new ArrayList<>(occurring) : List.copyOf(declared);
        return counted(labels, pairs);
    }

    private static Pair pair(String line, long number) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("Line " + number + " must be label<TAB>prediction, and has "
                    + (parts.length == 2
                            ? "an empty " + (parts[0].isEmpty() ? "label" : "prediction")
                            : (parts.length - 1) + " tabs"));
        }
        return new Pair(parts[0], parts[1]);
    }

    private static void requireDeclared(Pair pair, HashSet<String> declared, long number) {
        if (!declared.isEmpty() && !(declared.contains(pair.label) && declared.contains(pair.prediction))) {
            throw new IllegalArgumentException("Line " + number + " must hold two of the " + declared.size()
                    + " classes of --labels, and its " + (declared.contains(pair.label) ? "prediction" : "label")
                    + " is none of them");
        }
    }

    private static void requireFew(int classes) {
        if (classes > MOST_CLASSES) {
            throw new IllegalArgumentException("There must be " + MOST_CLASSES
                    + " classes at most, and there are more: is the second column a prediction?");
        }
    }

    private static LabelPairs counted(List<String> labels, Map<Pair, Long> pairs) {
        Map<String, Integer> places = new HashMap<>();
        labels.forEach(label -> places.put(label, places.size()));
        // A matrix has at least one class, even without pairs.
        ConfusionCounts counts = new ConfusionCounts(Math.max(1, labels.size()));
        pairs.forEach((pair, count) ->
                counts.add(places.getOrDefault(pair.label, -1), places.getOrDefault(pair.prediction, -1), count));
        return new LabelPairs(labels.isEmpty() ? List.of("") : labels, counts);
    }
}
