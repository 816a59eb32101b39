package dev.parallax.encode;

import dev.parallax.text.TextRecord;

/**
 * A text with its token ids.
 *
 * @param text the text
 * @param encoding the token ids that the model reads
 */
public record EncodedText(TextRecord text, Encoding encoding) {}
