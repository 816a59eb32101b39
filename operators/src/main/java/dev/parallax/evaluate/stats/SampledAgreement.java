package dev.parallax.evaluate.stats;

import java.util.Optional;

/**
 * An estimate of the share of a sample's texts to which two classifiers give the same class, when some texts were not
 * compared. Those that both sides read alike agree at once, so the ones that were left out are all among the others,
 * and what was compared agrees more often than the sample does. Immutable.
 *
 * @param alike texts that both sides read alike; each of them is compared, and agrees
 * @param agreed texts with the same class, {@code alike} or more
 * @param compared texts that were compared, {@code agreed} or more
 * @param sampled all texts of the sample, {@code compared} or more
 */
public record SampledAgreement(long alike, long agreed, long compared, long sampled) {

    private static final String NOTHING = "nothing was compared";
    private static final String ONE_STRATUM = "of the texts that both sides read differently none was compared";

    /** Checks the counts. */
    public SampledAgreement {
        if (alike < 0 || agreed < alike || compared < agreed || sampled < compared) {
            throw new IllegalArgumentException(
                    "Texts read alike, that agree, compared and sampled must not become fewer: " + alike + ", " + agreed
                            + ", " + compared + ", " + sampled);
        }
    }

    /**
     * The share of the sample that agrees, estimated by poststratification: texts read alike as they are, all others as
     * those of them that were compared. It is {@code agreed / compared} where nothing was left out. It is right if what
     * was left out did not depend on the answers, as where the shadow had no room. See W. G. Cochran, "Sampling
     * Techniques", 3rd ed. (1977), 5A.9 and 12.2.
     *
     * @return 0 to 1; none where it is not defined
     */
    public Optional<Double> rate() {
        return reason().isPresent()
                ? Optional.empty()
                : Optional.of(alikeShare() + (1 - alikeShare()) * differentRate());
    }

    /**
     * The 95 % interval of {@link #rate}: Wilson's with the effective sample size: as many texts as would give the same
     * variance had they been drawn from all alike (E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998),
     * 193–201, with the variance of two-phase sampling of Cochran, 12.2). Where nothing was left out it is Wilson's
     * own.
     */
    public Optional<Interval> interval() {
        return rate().map(rate -> Interval.wilson(rate, effectiveSize()));
    }

    /** Shares that the sample can have at all: as if none or all of what was left out agreed. None of no sample. */
    public Optional<Interval> bounds() {
        return sampled == 0
                ? Optional.empty()
                : Optional.of(
                        new Interval((double) agreed / sampled, (double) (agreed + sampled - compared) / sampled));
    }

    /** The reason for which rate, interval or bounds are undefined; empty if they are defined. */
    public String whyUndefined() {
        return reason().orElse(NOTHING);
    }

    /** The reason for which the rate is undefined, if it is. */
    private Optional<String> reason() {
        if (compared == 0) {
            return Optional.of(NOTHING);
        }
        return differentCompared() == 0 && sampled > compared ? Optional.of(ONE_STRATUM) : Optional.empty();
    }

    private long differentCompared() {
        return compared - alike;
    }

    private double alikeShare() {
        return (double) alike / sampled;
    }

    private double differentRate() {
        return differentCompared() == 0 ? 0 : (double) (agreed - alike) / differentCompared();
    }

    /**
     * With a share {@code a} of texts read alike, and a rate {@code r} of the {@code n} others that were compared, of
     * {@code N} in all, the variance of the estimate is {@code a (1 - a) (1 - r)² / N + (1 - a)² r (1 - r) / n}. That
     * is put equal to that of a rate of {@code n'} texts, and {@code 1 - r} cancels out. For {@code r} stands its
     * estimate with two more of each kind (A. Agresti and B. A. Coull, The American Statistician 52 (1998), 119–126),
     * so that few texts do not look like certainty.
     */
    private double effectiveSize() {
        if (differentCompared() == 0) {
            return sampled;
        }
        double a = alikeShare();
        double r = (agreed - alike + 2.0) / (differentCompared() + 4.0);
        return (a + (1 - a) * r) / (a * (1 - r) / sampled + (1 - a) * r / differentCompared());
    }
}
