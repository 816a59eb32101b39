package dev.parallax.encode.sparknlp.sentence;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of {@link SentenceDetector}, named as in Spark NLP.
 *
 * @param useAbbreviations whether the dictionary of abbreviations protects full stops
 * @param detectLists whether list items start sentences
 * @param useCustomBoundsOnly whether only {@code customBounds} end sentences; ignored without custom bounds
 * @param explodeSentences whether every sentence becomes a separate row. The sentences are the same, but later stages
 *     see batches of one sentence, and a text without sentences has no row and therefore no class
 * @param customBounds regular expressions that end sentences, applied one after the other
 * @param customBoundsStrategy how their matches are treated
 * @param minLength shorter sentences are dropped, in UTF-16 units
 * @param maxLength longer sentences are dropped, in UTF-16 units; {@code null} for none
 * @param splitLength longer sentences are cut at spaces, in UTF-16 units; {@code null} for none. A word that is longer
 *     stays whole
 */
public record SentenceDetectorParams(
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
    public static final SentenceDetectorParams DEFAULT =
            new SentenceDetectorParams(true, true, false, false, List.of(), CustomBoundsStrategy.NONE, 0, null, null);

    /** @throws IllegalArgumentException if a value is not allowed, with the parameter, its value and what is allowed */
    public SentenceDetectorParams {
        customBounds = List.copyOf(customBounds);
        CustomBounds.requireRegularExpressions(customBounds);
        requireAtLeast("minLength", 0, minLength, "");
        requireAtLeast("maxLength", minLength, maxLength, " (minLength)");
        requireAtLeast("splitLength", 0, splitLength, "");
    }

    private static void requireAtLeast(String name, int least, @Nullable Integer value, String why) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(name + " must be " + least + why + " or more, not " + value);
        }
    }
}
