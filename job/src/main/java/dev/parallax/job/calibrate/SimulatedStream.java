package dev.parallax.job.calibrate;

import dev.parallax.evaluate.stats.Interval;
import dev.parallax.evaluate.stats.JensenShannon;
import dev.parallax.evaluate.stats.KolmogorovSmirnov;
import dev.parallax.evaluate.stats.PopulationStability;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * A simulated stream of texts: counts in sliding windows, a reference, and detectors that receive every comparison.
 * Consecutive windows overlap and are correlated. For one thread.
 */
final class SimulatedStream {

    private static final int AGREED = 0;
    private static final int DISAGREED = 1;

    private final SplittableRandom random;
    private final WindowLayout layout;
    private final BinnedWindow classes;
    private final BinnedWindow scores;
    private final BinnedWindow tokens;
    private final ScoreBins scoreBins;
    private final Traffic usual;
    private final double referenceRecords;
    private long[] classReference;
    private long[] scoreReference;
    private long[] tokenReference;
    private final List<Detectors.RunningDetectors> detectors;
    private final int[][] comparisons;
    private final long[] compared = new long[2];
    private final Map<SimulatedMetric, Double> values = new EnumMap<>(SimulatedMetric.class);
    private DiscreteDistribution.Sampler comparedInPane = () -> 0;
    private double disagreement;
    private long panes;

    /**
     * @param traffic the simulated traffic
     * @param layout size and slide of windows
     * @param referenceRecords mean number of texts of the reference
     * @param random random number generator
     * @param detectors options of the detectors to run
     */
    SimulatedStream(
            Traffic traffic,
            WindowLayout layout,
            double referenceRecords,
            SplittableRandom random,
            List<Detectors> detectors) {
        this.random = random;
        this.layout = layout;
        this.scoreBins = ScoreBins.of(traffic.scores());
        this.classes =
                new BinnedWindow(random, layout.panes(), traffic.classes().size());
        this.scores =
                new BinnedWindow(random, layout.panes(), scoreBins.shares().size());
        this.tokens = new BinnedWindow(random, layout.panes(), traffic.tokens().size());
        this.detectors = detectors.stream()
                .map(options -> new Detectors.RunningDetectors(options, layout.panes()))
                .toList();
        this.comparisons = new int[layout.panes()][2];
        this.usual = traffic;
        this.referenceRecords = referenceRecords;
        expect(traffic);
        drawReference();
    }

    /** Draws another reference from the original traffic. */
    void drawReference() {
        classReference = classes.draw(usual.classes(), referenceRecords);
        scoreReference = scores.draw(scoreBins.shares(), referenceRecords);
        tokenReference = tokens.draw(usual.tokens(), referenceRecords);
    }

    /** Changes the traffic from the next pane on; the reference stays the same. */
    void expect(Traffic traffic) {
        double texts = traffic.recordsPerSecond() * layout.slideSeconds();
        classes.expect(traffic.classes(), texts);
        scores.expect(scoreBins.with(traffic.scores()).shares(), texts);
        tokens.expect(traffic.tokens(), texts);
        UniformRandomProvider uniform = random::nextLong;
        double mean = texts * traffic.comparedShare();
        comparedInPane = mean > 0 ? PoissonDistribution.of(mean).createSampler(uniform) : () -> 0;
        disagreement = 1 - traffic.agreement();
    }

    /** Draws the next pane. */
    void next() {
        classes.slide();
        scores.slide();
        tokens.slide();
        compare(comparedInPane.sample());
        panes++;
        if (full()) {
            evaluate();
        }
    }

    private void compare(int texts) {
        detectors.forEach(Detectors.RunningDetectors::slide);
        int disagreed = 0;
        for (int i = 0; i < texts; i++) {
            boolean one = random.nextDouble() < disagreement;
            disagreed += one ? 1 : 0;
            for (Detectors.RunningDetectors detector : detectors) {
                detector.add(one);
            }
        }
        int[] pane = comparisons[(int) (panes % comparisons.length)];
        compared[AGREED] += texts - disagreed - pane[AGREED];
        compared[DISAGREED] += disagreed - pane[DISAGREED];
        pane[AGREED] = texts - disagreed;
        pane[DISAGREED] = disagreed;
    }

    private void evaluate() {
        long all = compared();
        set(SimulatedMetric.AGREEMENT, all == 0 ? Double.NaN : (double) compared[AGREED] / all);
        set(
                SimulatedMetric.AGREEMENT_HIGH,
                Interval.wilson(compared[AGREED], all).map(Interval::high).orElse(Double.NaN));
        set(SimulatedMetric.CLASS_PSI, PopulationStability.psi(classReference, classes.counts()));
        set(SimulatedMetric.CLASS_JS, JensenShannon.distance(classReference, classes.counts()));
        long[] reference = scoreBins.whole(scoreReference);
        long[] window = scoreBins.whole(scores.counts());
        set(SimulatedMetric.SCORE_PSI, PopulationStability.psi(reference, window));
        set(SimulatedMetric.SCORE_JS, JensenShannon.distance(reference, window));
        set(SimulatedMetric.SCORE_KS, KolmogorovSmirnov.statistic(scoreReference, scores.counts()));
        set(SimulatedMetric.TOKENS_PSI, PopulationStability.psi(tokenReference, tokens.counts()));
        set(SimulatedMetric.TOKENS_JS, JensenShannon.distance(tokenReference, tokens.counts()));
    }

    private void set(SimulatedMetric metric, double value) {
        values.put(metric, value);
    }

    /** Whether the first window is complete. */
    boolean full() {
        return panes >= layout.panes();
    }

    /** The value of a metric in the newest window; NaN if it is not defined. */
    double value(SimulatedMetric metric) {
        return values.getOrDefault(metric, Double.NaN);
    }

    /** The detectors at an index of the given options. */
    Detectors.RunningDetectors detectors(int place) {
        return detectors.get(place);
    }

    /** Number of texts in the newest window. */
    long records() {
        long records = 0;
        for (long count : tokens.counts()) {
            records += count;
        }
        return records;
    }

    /** Number of compared texts in the newest window. */
    long compared() {
        return compared[AGREED] + compared[DISAGREED];
    }

    /** End of the newest window, milliseconds since the first pane began. */
    long endMillis() {
        return panes * layout.slideMillis();
    }
}
