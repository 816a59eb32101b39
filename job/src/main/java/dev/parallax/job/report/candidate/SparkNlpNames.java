package dev.parallax.job.report.candidate;

import java.util.Locale;

/** Spark NLP's spelling of parameters' values. */
public final class SparkNlpNames {

    private SparkNlpNames() {}

    /** The value in lower case, as Spark NLP takes it. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
