package dev.parallax.encode.sparknlp.sentence;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.Comparator;
import java.util.List;

/**
 * Spark NLP's rule-based {@code SentenceDetector}: a document is marked by rules ({@link SentenceMarker}), cut at the
 * marks, and its sentences are looked up again in the document ({@link SentenceExtractor}). Immutable and safe for
 * several threads.
 *
 * <p>Line ends are not bounds. Sentences are in the order of their offsets; their index in the list is Spark NLP's
 * {@code sentence} in the metadata.
 */
public final class SentenceDetector {

    private final SentenceDetectorParams params;
    private final SentenceMarker marker;

    /**
     * @param treatMarkersAsText whether characters of the text that Spark NLP uses as markers are ordinary text
     *     ({@link Repair#MARKER_CHARACTERS}); {@code false} for what Spark NLP does
     */
    public SentenceDetector(SentenceDetectorParams params, boolean treatMarkersAsText) {
        this.params = params;
        this.marker = new SentenceMarker(params, treatMarkersAsText);
    }

    /**
     * The sentences of a document in the order of their offsets; those with the same offset (mostly -1) keep their
     * order. Takes linear time, except for custom bounds.
     *
     * @throws EncodingException if a custom bound overflows the stack
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
