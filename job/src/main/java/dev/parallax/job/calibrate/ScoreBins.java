package dev.parallax.job.calibrate;

import dev.parallax.evaluate.stats.Bins;
import java.util.ArrayList;
import java.util.List;

/**
 * The bins of scores cut finer, so that the Kolmogorov–Smirnov statistic of counts is nearly that of the scores
 * themselves: no part has more than a two-hundredth of the texts. Within a bin scores are taken to be spread evenly,
 * which a test of ranks cannot distinguish from any other spread.
 *
 * @param shares share of each part, {@code [parts]}
 * @param bins the bin that each part lies in, {@code [parts]}
 */
record ScoreBins(List<Double> shares, List<Integer> bins) {

    private static final int PARTS = 200;

    /** Cuts bins as they are needed for shares. */
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

    /** The same parts with the shares that they have once the bins have others. */
    ScoreBins with(List<Double> scores) {
        int[] parts = new int[scores.size()];
        bins.forEach(bin -> parts[bin]++);
        return new ScoreBins(
                bins.stream().map(bin -> scores.get(bin) / parts[bin]).toList(), bins);
    }

    /** Counts over the bins of counts over the parts. */
    long[] whole(long[] counts) {
        long[] whole = new long[Bins.SCORE.count()];
        for (int part = 0; part < counts.length; part++) {
            whole[bins.get(part)] += counts[part];
        }
        return whole;
    }
}
