/**
 * The sentence detector: abbreviations, lists, numbers and punctuation as rules that insert boundaries into a marked
 * text.
 *
 * <p>Each rule class quotes the regular expression of Spark NLP that it scans for. Begin at {@link SentenceDetector};
 * abbreviations such as "Dr." are in {@link Abbreviations}.
 */
@NullMarked
package dev.parallax.encode.sparknlp.sentence;

import org.jspecify.annotations.NullMarked;
