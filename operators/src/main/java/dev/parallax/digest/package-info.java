/** Digests of files and bytes. */
@NullMarked
package dev.parallax.digest;

import org.jspecify.annotations.NullMarked;
