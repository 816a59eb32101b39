package dev.parallax.encode.sparknlp;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.TokenizerFile;
import java.util.Set;

/**
 * Encodes texts as a Spark NLP pipeline does with the same vocabulary. Immutable and safe for several threads.
 *
 * <p>With all {@link Repair}s on, the one row that it gives has the ids that Hugging Face's tokenizer gives.
 */
public final class SparkNlpEncoder {

    /**
     * @param pipeline the stages
     * @param tokenizer the Hugging Face tokenizer whose vocabulary the pipeline uses
     * @param maxLength most ids that Hugging Face's side gives a text
     * @param maxCharacters UTF-16 units of a text that are looked at: sentence rules and tokens cost time
     * @throws EncodingException if the tokenizer is not BERT's WordPiece, naming what it is
     */
    public SparkNlpEncoder(SparkNlpPipeline pipeline, TokenizerFile tokenizer, int maxLength, int maxCharacters) {
        throw new EncodingException(pipeline + " " + tokenizer + maxLength + maxCharacters);
    }

    /** What Spark NLP makes of a text. */
    public SparkNlpEncoding encode(String text) {
        return encode(text, Set.of());
    }

    /** What Spark NLP would make of a text if some of its quirks were mended. */
    public SparkNlpEncoding encode(String text, Set<Repair> repairs) {
        return new SparkNlpEncoding(
                java.util.List.of(), java.util.List.of(), java.util.List.of(), text.length() - repairs.size());
    }

    /** The repairs that may matter to a text. */
    public Set<Repair> relevant(String text) {
        return text.isEmpty() ? Set.of(Repair.EMPTY_TEXT) : java.util.EnumSet.allOf(Repair.class);
    }

    /** The vocabulary's spelling of an id. */
    public String piece(int id) {
        return "" + id;
    }
}
