package dev.parallax.job.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * Counts over bins in a sliding window of panes, drawn at random. A pane's counts are Poisson's, each bin's by itself:
 * that is the same as a Poisson number of texts of which each falls into a bin by its share, and costs no more for more
 * texts. For one thread.
 */
final class BinnedWindow {

    private final UniformRandomProvider random;
    private final int[][] panes;
    private final long[] sum;
    private List<DiscreteDistribution.Sampler> samplers = List.of();
    private int next;

    /**
     * @param random where chance comes from
     * @param panes panes of a window
     * @param bins number of bins
     */
    BinnedWindow(SplittableRandom random, int panes, int bins) {
        this.random = random::nextLong;
        this.panes = new int[panes][bins];
        this.sum = new long[bins];
    }

    /**
     * Says what panes will hold from now on.
     *
     * @param shares share of each bin, {@code [bins]}
     * @param texts texts of a pane, in the mean
     */
    void expect(List<Double> shares, double texts) {
        samplers = samplers(shares, texts);
    }

    private List<DiscreteDistribution.Sampler> samplers(List<Double> shares, double texts) {
        List<DiscreteDistribution.Sampler> all = new ArrayList<>();
        for (double share : shares) {
            double mean = share * texts;
            all.add(mean > 0 ? PoissonDistribution.of(mean).createSampler(random) : () -> 0);
        }
        return all;
    }

    /** Draws the next pane and lets the oldest go. */
    void slide() {
        int[] pane = panes[next];
        for (int bin = 0; bin < sum.length; bin++) {
            int count = samplers.get(bin).sample();
            sum[bin] += count - pane[bin];
            pane[bin] = count;
        }
        next = (next + 1) % panes.length;
    }

    /** Counts of the window, {@code [bins]}; not to be changed. */
    long[] counts() {
        return sum;
    }

    /** Counts of so many texts, in the mean, drawn apart from the window. */
    long[] draw(List<Double> shares, double texts) {
        return samplers(shares, texts).stream()
                .mapToLong(DiscreteDistribution.Sampler::sample)
                .toArray();
    }
}
