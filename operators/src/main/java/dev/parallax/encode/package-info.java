/**
 * Texts to token ids, exactly as the model folder's own Hugging Face tokenizer does it.
 *
 * <p>The only package that uses the tokenizer library. Begin at {@link HuggingFaceEncoder}.
 */
@NullMarked
package dev.parallax.encode;

import org.jspecify.annotations.NullMarked;
