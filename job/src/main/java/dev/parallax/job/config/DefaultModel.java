package dev.parallax.job.config;

/** A model that comes with Parallax. */
public enum DefaultModel {
    /** Sentiment of reviews, 32-bit floats. */
    SENTIMENT("sentiment"),
    /** Sentiment of reviews, weights quantised to 8 bits. */
    SENTIMENT_INT8("sentiment-int8"),
    /** What a customer wants. */
    INTENT("intent");

    private final String name;

    DefaultModel(String name) {
        this.name = name;
    }

    /** The name in configurations. */
    @Override
    public String toString() {
        return name;
    }
}
