package dev.parallax.job.optimize;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The numbers that a rewritten model's matrix products are computed with, and the limits that suit them. */
public enum Precision {
    /** 32-bit floats, as in the source: results change by rounding only. */
    FP32(1e-4, 1),
    /** 8-bit integers for products of activations and weights: logits change, labels seldom. */
    INT8(Limits.ANY_DIFFERENCE, 0.99);

    private final double difference;
    private final double keptLabels;

    Precision(double difference, double keptLabels) {
        this.difference = difference;
        this.keptLabels = keptLabels;
    }

    /** The limits by default. */
    public Limits limits() {
        return new Limits(difference, keptLabels);
    }

    /** The name on the command line and in files. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
