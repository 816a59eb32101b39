package dev.parallax.evaluate.observation;

import dev.parallax.shadow.Comparison;
import java.io.Serializable;

/**
 * A shadow that the primary is compared with: its name, and which texts it is asked about.
 *
 * @param name name in reports; windows find their state again by it
 * @param asked which texts it is asked about
 */
public record ObservedShadow(String name, Asked asked) implements Serializable {

    /** Name of the shadow where there is none. */
    public static final String NO_SHADOW = "none";

    /** Which texts a shadow is asked about. */
    public enum Asked {
        /** None: there is no shadow. */
        NONE,
        /** Those of the sample. */
        SAMPLE,
        /** All. */
        ALL
    }

    /** No shadow: reports are on the primary alone. */
    public static ObservedShadow none() {
        return new ObservedShadow(NO_SHADOW, Asked.NONE);
    }

    /** The Spark NLP pipeline, which is asked about the texts of the sample. */
    public static ObservedShadow sparkNlp() {
        return new ObservedShadow(Comparison.SPARK_NLP, Asked.SAMPLE);
    }

    /** Another head of the primary's model, which is run on every text. */
    public static ObservedShadow head(String name) {
        return new ObservedShadow(name, Asked.ALL);
    }

    /**
     * Whether there will be a comparison for a text.
     *
     * @param sampled whether the text is in the sample
     */
    public boolean asksAbout(boolean sampled) {
        return asked == Asked.ALL || (asked == Asked.SAMPLE && sampled);
    }
}
