package dev.parallax.evaluate.stats;

import java.util.Optional;

/**
 * Counts of the texts to which two classifiers gave the same class. Counts of two sets of texts add up to those of
 * both, and may be subtracted again. Immutable.
 *
 * @param agreed texts with the same class
 * @param compared all texts of the comparison, {@code agreed} or more
 */
public record AgreementCounts(long agreed, long compared) {

    /** Of nothing. */
    public static final AgreementCounts NONE = new AgreementCounts(0, 0);

    /** Probability that the confidence sequence ever leaves out the true rate. */
    public static final double ALPHA = 0.05;

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

    /** Compared texts to which the two do not give the same class. */
    public long disagreed() {
        return compared - agreed;
    }
}
