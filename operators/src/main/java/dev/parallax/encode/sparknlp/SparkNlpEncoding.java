package dev.parallax.encode.sparknlp;

import dev.parallax.encode.Encoding;
import java.util.List;

/**
 * What a Spark NLP pipeline makes of a text before the network runs.
 *
 * @param units sentences, or the one document of a pipeline without sentence detector
 * @param tokens rule tokens of all units, in order
 * @param rows what the network reads, a row for each unit that has tokens, not padded; none where Spark NLP gives no class
 * @param cappedCharacters UTF-16 units at the end of the text that were not looked at, because it is longer than the cap
 */
public record SparkNlpEncoding(
        List<Annotation> units, List<Annotation> tokens, List<Encoding> rows, int cappedCharacters) {}
