/**
 * The entry point: the main class, and how a failure becomes one line and an exit status.
 *
 * <p>Begin at {@link Main}.
 */
@NullMarked
package dev.parallax.job;

import org.jspecify.annotations.NullMarked;
