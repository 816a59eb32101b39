/**
 * Bounds of values.
 *
 * <p>The constructor of a record checks them, and the option that sets the value states them.
 */
@NullMarked
package dev.parallax.bounds;

import org.jspecify.annotations.NullMarked;
