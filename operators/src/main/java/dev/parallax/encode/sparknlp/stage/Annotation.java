package dev.parallax.encode.sparknlp.stage;

/**
 * A span of a document, as Spark NLP annotates documents, sentences and tokens.
 *
 * @param begin first UTF-16 unit in the cleaned document; -1 if Spark NLP loses the offset
 * @param end last UTF-16 unit, inclusive; {@code begin - 1} for an empty span
 * @param result the annotated text
 */
public record Annotation(int begin, int end, String result) {}
