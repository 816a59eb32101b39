package dev.parallax.job.calibrate;

import dev.parallax.evaluate.stats.Bins;
import java.util.ArrayList;
import java.util.List;

/**
 * A refinement of the score bins, so that the Kolmogorov–Smirnov statistic of counts is close to that of the scores: no
 * part has more than a two-hundredth of the texts. Scores are assumed to be uniform within a bin, which a rank test
 * cannot distinguish from another distribution.
 *
 * @param shares share of each part, {@code [parts]}
 * @param bins the bin that each part lies in, {@code [parts]}
 */
record ScoreBins(List<Double> shares, List<Integer> bins) {

    private static final int PARTS = 200;

    /** Splits the bins as needed for their shares. */
    static ScoreBins of(List<Double> scores) {
        List<Double> shares = new ArrayList<>();
        List<Integer> bins = new ArrayList<>();
        for (int bin = 0; bin < scores.size(); bin++) {
            int parts = (int) Math.max(1, Math.ceil(scores.get(bin) * PARTS));
            for (int part = 0; part < parts; part++) {
                shares.add(scores.get(bin) / parts);
                bins.add(bin);
            }
        }
        return new ScoreBins(List.copyOf(shares), List.copyOf(bins));
    }

    /** Returns the same parts with new shares of the bins. */
    ScoreBins with(List<Double> scores) {
        int[] parts = new int[scores.size()];
        bins.forEach(bin -> parts[bin]++);
        return new ScoreBins(
                bins.stream().map(bin -> scores.get(bin) / parts[bin]).toList(), bins);
    }

    /** Sums counts of parts to counts of bins. */
    long[] whole(long[] counts) {
        long[] whole = new long[Bins.SCORE.count()];
        for (int part = 0; part < counts.length; part++) {
            whole[bins.get(part)] += counts[part];
        }
        return whole;
    }
}
