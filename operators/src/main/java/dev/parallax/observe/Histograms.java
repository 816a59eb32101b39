package dev.parallax.observe;

import com.codahale.metrics.SlidingWindowReservoir;
import org.apache.flink.dropwizard.metrics.DropwizardHistogramWrapper;
import org.apache.flink.metrics.Histogram;

/** Histograms as Flink's metrics take them. */
public final class Histograms {

    private static final int LATEST = 1024;

    private Histograms() {}

    /** A histogram of the latest {@value #LATEST} values, safe for several threads. */
    public static Histogram latest() {
        return new DropwizardHistogramWrapper(new com.codahale.metrics.Histogram(new SlidingWindowReservoir(LATEST)));
    }
}
