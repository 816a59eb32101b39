/**
 * Optimisers and loss functions.
 *
 * <p>Begin at {@link Lbfgs}.
 */
@NullMarked
package dev.parallax.train.optimise;

import org.jspecify.annotations.NullMarked;
