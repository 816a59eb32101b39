/**
 * Files of texts, line by line: JSON lines, tab-separated and plain text, plain or compressed.
 *
 * <p>Begin at {@link InputFile}. What a line means is decided in {@code dev.parallax.text}.
 */
@NullMarked
package dev.parallax.text.file;

import org.jspecify.annotations.NullMarked;
