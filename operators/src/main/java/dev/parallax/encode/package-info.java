/**
 * Encoding of texts into token ids, exactly as the Hugging Face tokenizer of the model folder does it.
 *
 * <p>The only package that uses the tokenizer library. Begin at {@link HuggingFaceEncoder}; {@link BertEncoder} does
 * most of the work.
 */
@NullMarked
package dev.parallax.encode;

import org.jspecify.annotations.NullMarked;
