package dev.parallax.job.tune;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Means of the outcomes of several rounds.
 *
 * @param perSecond texts a second
 * @param p50Millis median of the latency, milliseconds
 * @param p99Millis 99th percentile of the latency, milliseconds
 * @param rowsPerBatch texts of a batch
 */
record Figures(double perSecond, double p50Millis, double p99Millis, double rowsPerBatch) {

    static Figures mean(List<Outcome> rounds) {
        return new Figures(
                mean(rounds, Outcome::perSecond),
                mean(rounds, round -> round.latencyMillis().p50()),
                mean(rounds, round -> round.latencyMillis().p99()),
                mean(rounds, Outcome::rowsPerBatch));
    }

    private static double mean(List<Outcome> rounds, ToDoubleFunction<Outcome> figure) {
        return rounds.stream().mapToDouble(figure).average().orElseThrow();
    }
}
