package dev.parallax.job.report;

import java.util.Locale;

/** Values as Spark NLP writes them. */
final class SparkNlpNames {

    private SparkNlpNames() {}

    /** A value of a parameter. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
