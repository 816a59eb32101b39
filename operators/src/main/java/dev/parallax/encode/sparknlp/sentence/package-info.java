/**
 * The sentence detector: abbreviations, lists, numbers and punctuation as rules that insert boundaries into a marked
 * text.
 *
 * <p>Each rule class quotes the regular expression of Spark NLP that it scans for. Begin at {@link SentenceDetector}.
 * The order of the rules is in {@link SentenceMarker}; "Dr." ends no sentence because of {@link Abbreviations}.
 */
@NullMarked
package dev.parallax.encode.sparknlp.sentence;

import org.jspecify.annotations.NullMarked;
