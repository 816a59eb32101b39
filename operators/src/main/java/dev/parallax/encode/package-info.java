/** Texts to token ids, exactly as the model folder's own Hugging Face tokenizer does it. */
@NullMarked
package dev.parallax.encode;

import org.jspecify.annotations.NullMarked;
