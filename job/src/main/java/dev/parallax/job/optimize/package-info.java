/**
 * Rewriting of a model folder for speed, and the comparison that shows what it changed: logits, labels, accuracy,
 * speed, size, batch dependence.
 *
 * <p>The graph itself is rewritten by {@code dev.parallax.graph}. Nothing of the running job may use this package.
 * Begin at {@link Optimization}.
 */
@NullMarked
package dev.parallax.job.optimize;

import org.jspecify.annotations.NullMarked;
