/**
 * The tokenizer: sentences to tokens by prefix, suffix, infix and exception rules.
 *
 * <p>Begin at {@link Tokenizer}, and at {@link RegexTokenizer} for the other one.
 */
@NullMarked
package dev.parallax.encode.sparknlp.token;

import org.jspecify.annotations.NullMarked;
