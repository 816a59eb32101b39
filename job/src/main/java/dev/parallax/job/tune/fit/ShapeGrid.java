package dev.parallax.job.tune.fit;

import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Batches of many shapes to measure: every number of rows that is a power of two, with every length from a few
 * quantiles of the texts' lengths. All rows of a batch have one length, so no batch has padding.
 *
 * @param mostRows most rows of a batch
 * @param mostTokens most tokens of a batch of more than one row
 */
public record ShapeGrid(int mostRows, int mostTokens) {

    private static final double[] QUANTILES = {0.1, 0.5, 0.9, 0.99, 1};

    /** Shapes for a CPU, which gains nothing by batches that do not fit into its caches. */
    public static final ShapeGrid CPU = new ShapeGrid(64, 2048);

    /** Shapes for a GPU. */
    public static final ShapeGrid GPU = new ShapeGrid(256, 16_384);

    /** The grid for a graph that takes one text at a time. */
    public ShapeGrid oneRow() {
        return new ShapeGrid(1, mostTokens);
    }

    /** Numbers of rows: powers of two, and the most. */
    public List<Integer> rows() {
        TreeSet<Integer> rows = new TreeSet<>(List.of(mostRows));
        for (int power = 1; power < mostRows; power *= 2) {
            rows.add(power);
        }
        return List.copyOf(rows);
    }

    /**
     * Batches of texts, those with fewest tokens first.
     *
     * @param texts one or more; those of the same length are repeated to fill a batch
     */
    public List<List<Encoding>> batches(List<Encoding> texts) {
        List<List<Encoding>> batches = new ArrayList<>();
        for (int length : lengths(texts)) {
            List<Encoding> alike =
                    texts.stream().filter(text -> text.length() == length).toList();
            for (int number : rows()) {
                if (number == 1 || (long) number * length <= mostTokens) {
                    List<Encoding> batch = new ArrayList<>();
                    for (int row = 0; row < number; row++) {
                        batch.add(alike.get(row % alike.size()));
                    }
                    batches.add(List.copyOf(batch));
                }
            }
        }
        batches.sort(Comparator.comparingInt(ShapeGrid::tokens));
        return batches;
    }

    private static int tokens(List<Encoding> batch) {
        return batch.size() * batch.get(0).length();
    }

    private static TreeSet<Integer> lengths(List<Encoding> texts) {
        int[] sorted = texts.stream().mapToInt(Encoding::length).sorted().toArray();
        TreeSet<Integer> lengths = new TreeSet<>();
        for (double quantile : QUANTILES) {
            lengths.add(sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)]);
        }
        return lengths;
    }
}
