package dev.parallax.job.config.option;

import java.util.Locale;

/** In which order predictions leave the model. */
public enum AsyncOrder {
    /** As they are ready. */
    UNORDERED,
    /** In the order of the texts. */
    ORDERED;

    /** The name in configurations. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
