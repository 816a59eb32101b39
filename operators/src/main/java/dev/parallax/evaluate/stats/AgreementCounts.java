package dev.parallax.evaluate.stats;

import dev.parallax.evaluate.f1.MetricValue;
import java.util.List;
import java.util.Optional;

/**
 * How often two classifiers gave a text the same class. Counts of two sets of texts add up to those of both, and may be
 * subtracted again. Immutable.
 *
 * @param agreed texts with the same class
 * @param compared all texts of the comparison, {@code agreed} or more
 */
public record AgreementCounts(long agreed, long compared) {

    /** Of nothing. */
    public static final AgreementCounts NONE = new AgreementCounts(0, 0);

    /** Probability that the confidence sequence ever leaves out the true rate. */
    public static final double ALPHA = 0.05;

    private static final String NOTHING = "nothing was compared";

    /** Checks the counts. */
    public AgreementCounts {
        if (agreed < 0 || agreed > compared) {
            throw new IllegalArgumentException(
                    "Texts that agree must be 0 to the " + compared + " compared, not " + agreed);
        }
    }

    /** Both together. */
    public AgreementCounts plus(AgreementCounts other) {
        return new AgreementCounts(agreed + other.agreed, compared + other.compared);
    }

    /** These without others that are among them. */
    public AgreementCounts minus(AgreementCounts others) {
        return new AgreementCounts(agreed - others.agreed, compared - others.compared);
    }

    /** The 95 % interval of the rate for a sample whose size did not depend on it; none where nothing was compared. */
    public Optional<Interval> wilson() {
        return Interval.wilson(agreed, compared);
    }

    /** The 95 % interval of the rate that may be looked at after every text; 0 to 1 where nothing was compared. */
    public Interval sequence() {
        return ConfidenceSequence.bernoulli(agreed, compared - agreed, ALPHA);
    }

    /**
     * The numbers of a window: {@code agreement.rate}, {@code agreement.wilson.low}, {@code agreement.wilson.high},
     * {@code disagreement.rate}. All of them are undefined where nothing was compared.
     */
    public List<MetricValue> metrics() {
        Optional<Interval> wilson = wilson();
        return List.of(
                rate("agreement.rate", agreed),
                bound("agreement.wilson.low", wilson.map(Interval::low)),
                bound("agreement.wilson.high", wilson.map(Interval::high)),
                rate("disagreement.rate", compared - agreed));
    }

    /**
     * The numbers of all comparisons since the job began: {@code agreement.sequence.rate}, undefined where there was
     * none, {@code agreement.sequence.low} and {@code agreement.sequence.high}, which are then 0 and 1.
     */
    public List<MetricValue> sequenceMetrics() {
        Interval sequence = sequence();
        return List.of(
                rate("agreement.sequence.rate", agreed),
                MetricValue.of("agreement.sequence.low", sequence.low()),
                MetricValue.of("agreement.sequence.high", sequence.high()));
    }

    private MetricValue rate(String name, long part) {
        return compared == 0 ? MetricValue.undefined(name, NOTHING) : MetricValue.of(name, (double) part / compared);
    }

    private static MetricValue bound(String name, Optional<Double> bound) {
        return bound.map(value -> MetricValue.of(name, value)).orElseGet(() -> MetricValue.undefined(name, NOTHING));
    }
}
