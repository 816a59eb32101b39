/**
 * Spark NLP's annotators Tokenizer and RegexTokenizer: sentences to tokens; with the defaults {@code isn't} stays one
 * token, which the BERT stage splits.
 *
 * <p>That stage has a tokenizer of its own, {@code BasicTokenizer} in {@code encode.sparknlp.bert}, which splits the
 * tokens of this package into words. Begin at {@link Tokenizer} or {@link RegexTokenizer}.
 */
@NullMarked
package dev.parallax.encode.sparknlp.token;

import org.jspecify.annotations.NullMarked;
