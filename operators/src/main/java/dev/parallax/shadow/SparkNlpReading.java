package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a comparison that only the Spark NLP shadow has: how it encodes the text, its {@code class} column, and
 * why it differs.
 *
 * @param sameEncoding whether Spark NLP reads the very token ids that the primary read, in one row
 * @param classes Spark NLP's {@code class} column; empty where Spark NLP gives the text no class
 * @param cappedCharacters UTF-16 units at the end of the text that were not read
 * @param diff both sides' pieces around the first difference; {@code null} where the answers are the same, where the
 *     encodings are, or where no pieces are asked for
 * @param attribution why the answers differ; {@code null} where they do not, or where causes are not asked for
 */
public record SparkNlpReading(
        boolean sameEncoding,
        List<ClassAnnotation> classes,
        int cappedCharacters,
        @Nullable EncodingDiff diff,
        @Nullable Attribution attribution) {

    /** A copy with other pieces. */
    public SparkNlpReading withDiff(EncodingDiff other) {
        return new SparkNlpReading(sameEncoding, classes, cappedCharacters, other, attribution);
    }
}
