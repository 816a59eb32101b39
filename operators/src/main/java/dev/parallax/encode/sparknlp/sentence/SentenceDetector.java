package dev.parallax.encode.sparknlp.sentence;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spark NLP's rule-based {@code SentenceDetector}: a document is marked by rules ({@link SentenceMarker}), cut at the marks,
 * and its sentences are looked up again in the document ({@link SentenceExtractor}). Immutable and safe for several threads.
 *
 * <p>Line ends are no bounds. Sentences keep the order of their places; the place in the list is what Spark NLP writes as
 * {@code sentence} into the metadata.
 */
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
     * @param useCustomBoundsOnly whether only {@code customBounds} end sentences; without custom bounds it does nothing
     * @param explodeSentences whether every sentence becomes a row of its own. The sentences are the same; what follows sees
     *     batches of one sentence, and a text without sentences loses its row, so it has no class
     * @param customBounds regular expressions that end sentences, applied one after the other
     * @param customBoundsStrategy what happens to what they match
     * @param minLength shorter sentences are dropped, in UTF-16 units
     * @param maxLength longer sentences are dropped, in UTF-16 units; {@code null} for none
     * @param splitLength longer sentences are cut at spaces, in UTF-16 units; {@code null} for none. A word that is longer
     *     stays whole
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

        /** @throws IllegalArgumentException if a value is not allowed, naming parameter, value and what is */
        public Params {
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

    private final Params params;
    private final SentenceMarker marker;

    /**
     * @param ownMarkers whether characters of the text that Spark NLP uses as markers are left alone ({@link
     *     Repair#MARKER_CHARACTERS}); {@code false} for what Spark NLP does
     */
    public SentenceDetector(Params params, boolean ownMarkers) {
        this.params = params;
        this.marker = new SentenceMarker(params, ownMarkers);
    }

    /**
     * The sentences of a document, by their places; those with the same place (-1, mostly) as they come. Takes time linear in
     * the document's length, but for custom bounds.
     *
     * @throws EncodingException if a custom bound needs more stack than there is
     */
    public List<Annotation> sentences(Annotation document) {
        String text = document.result();
        Integer splitLength = params.splitLength();
        List<Annotation> sentences = SentenceExtractor.extract(marker.mark(text), text);
        if (splitLength != null) {
            sentences = sentences.stream()
                    .flatMap(sentence -> LengthSplit.split(sentence, splitLength).stream())
                    .toList();
        }
        return sentences.stream()
                .filter(this::hasLength)
                .sorted(Comparator.comparingInt(Annotation::begin))
                .toList();
    }

    private boolean hasLength(Annotation sentence) {
        int length = sentence.result().length();
        Integer longest = params.maxLength();
        return length >= params.minLength() && (longest == null || length <= longest);
    }
}
