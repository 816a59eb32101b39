/** Records of text as they come in: what was read, what it says, and what could not be read. */
@NullMarked
package dev.parallax.text;

import org.jspecify.annotations.NullMarked;
