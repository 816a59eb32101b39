package dev.parallax.job.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * Simulated counts of bins in a sliding window of panes. The count of each bin of a pane is an independent Poisson
 * variable. This is equivalent to a Poisson number of texts that fall into bins by their shares, and its cost does not
 * depend on the number of texts. For one thread.
 */
final class BinnedWindow {

    private final UniformRandomProvider random;
    private final int[][] panes;
    private final long[] sum;
    private List<DiscreteDistribution.Sampler> samplers = List.of();
    private int next;

    /**
     * @param random random number generator
     * @param panes panes of a window
     * @param bins number of bins
     */
    BinnedWindow(SplittableRandom random, int panes, int bins) {
        this.random = random::nextLong;
        this.panes = new int[panes][bins];
        this.sum = new long[bins];
    }

    /**
     * Sets the distribution of the next panes.
     *
     * @param shares share of each bin, {@code [bins]}
     * @param texts mean number of texts of a pane
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

    /** Draws the next pane and removes the oldest. */
    void slide() {
        int[] pane = panes[next];
        for (int bin = 0; bin < sum.length; bin++) {
            int count = samplers.get(bin).sample();
            sum[bin] += count - pane[bin];
            pane[bin] = count;
        }
        next = (next + 1) % panes.length;
    }

    /** Counts of the window, {@code [bins]}, which callers must not modify. */
    long[] counts() {
        return sum;
    }

    /** Draws counts that are not part of the window. */
    long[] draw(List<Double> shares, double texts) {
        return samplers(shares, texts).stream()
                .mapToLong(DiscreteDistribution.Sampler::sample)
                .toArray();
    }
}
