package dev.parallax.evaluate;

import java.util.Arrays;
import java.util.Optional;

/** A share that alert rules can watch and that a report does not hold: one of its counts divided by another. */
public enum TextShare {
    SHED("shedShare", TextCount.SHED, TextCount.SAMPLED),
    FAILED("failedShare", TextCount.FAILED, TextCount.SAMPLED),
    NO_CLASS("noClassShare", TextCount.NO_CLASS, TextCount.COMPARED),
    LATE("lateShare", TextCount.LATE, TextCount.RECORDS);

    private final String metric;
    private final TextCount part;
    private final TextCount basis;

    TextShare(String metric, TextCount part, TextCount basis) {
        this.metric = metric;
        this.part = part;
        this.basis = basis;
    }

    /** The share of a name, if there is one. */
    public static Optional<TextShare> named(String metric) {
        return Arrays.stream(values())
                .filter(share -> share.metric.equals(metric))
                .findFirst();
    }

    /** Its name in alert rules. */
    public String metric() {
        return metric;
    }

    /** The count that is divided. */
    public TextCount part() {
        return part;
    }

    /** The count that it is divided by. */
    public TextCount basis() {
        return basis;
    }
}
