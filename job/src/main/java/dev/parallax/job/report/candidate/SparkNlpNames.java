package dev.parallax.job.report.candidate;

import java.util.Locale;

/** Values as Spark NLP writes them. */
public final class SparkNlpNames {

    private SparkNlpNames() {}

    /** A value of a parameter. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
