package dev.parallax.job.calibrate;

import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;

/**
 * The thresholds of the change detectors.
 *
 * @param pageHinkley the Page–Hinkley test's options
 * @param adwinDelta ADWIN's delta
 */
public record Detectors(PageHinkley.Options pageHinkley, double adwinDelta) {

    /** Thresholds with which no change is ever detected. */
    Detectors never() {
        return new Detectors(
                new PageHinkley.Options(pageHinkley.delta(), Double.MAX_VALUE, pageHinkley.learning()),
                Double.MIN_NORMAL);
    }

    /**
     * Returns these options with other thresholds.
     *
     * @param lambda the Page–Hinkley test's
     * @param delta ADWIN's
     */
    Detectors with(double lambda, double delta) {
        return new Detectors(new PageHinkley.Options(pageHinkley.delta(), lambda, pageHinkley.learning()), delta);
    }

    /** Running detectors with their changes in each pane of a sliding window. For one thread. */
    static final class RunningDetectors {

        private final Detectors options;
        private final PageHinkley pageHinkley = new PageHinkley();
        private final Adwin adwin = new Adwin();
        private final int[] pageHinkleyChanges;
        private final int[] adwinChanges;
        private double largestSum;
        private double largestEvidence = Double.NEGATIVE_INFINITY;
        private int pane;

        RunningDetectors(Detectors options, int panes) {
            this.options = options;
            this.pageHinkleyChanges = new int[panes];
            this.adwinChanges = new int[panes];
        }

        /** Starts the next pane. */
        void slide() {
            pane = (pane + 1) % adwinChanges.length;
            pageHinkleyChanges[pane] = 0;
            adwinChanges[pane] = 0;
            largestSum = 0;
            largestEvidence = Double.NEGATIVE_INFINITY;
        }

        /** Adds a comparison. */
        void add(boolean disagreed) {
            if (pageHinkley.add(disagreed, options.pageHinkley)) {
                pageHinkleyChanges[pane]++;
            }
            if (adwin.add(disagreed, options.adwinDelta)) {
                adwinChanges[pane]++;
            }
            largestSum = Math.max(largestSum, pageHinkley.statistic());
            largestEvidence = Math.max(largestEvidence, adwin.statistic());
        }

        /** The largest statistic of the Page–Hinkley test in the newest pane. */
        double largestSum() {
            return largestSum;
        }

        /** The largest statistic of ADWIN in the newest pane. */
        double largestEvidence() {
            return largestEvidence;
        }

        long pageHinkleyChanges() {
            return sum(pageHinkleyChanges);
        }

        long adwinChanges() {
            return sum(adwinChanges);
        }

        private static long sum(int[] panes) {
            long sum = 0;
            for (int changes : panes) {
                sum += changes;
            }
            return sum;
        }
    }
}
