package dev.parallax.job.filereport.candidate;

import java.util.Locale;

/** Formats parameter values as Spark NLP writes them. */
public final class SparkNlpNames {

    private SparkNlpNames() {}

    /** Formats a value of an enum. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
