package dev.parallax.encode;

import dev.parallax.text.TextRecord;

/**
 * A text with its token ids.
 *
 * @param text the text
 * @param encoding what the model reads of it
 */
public record EncodedText(TextRecord text, Encoding encoding) {}
