/**
 * One network fitted with every combination of initial weights, loss and optimiser.
 *
 * <p>Begin at {@link Lab}.
 */
@NullMarked
package dev.parallax.train.lab;

import org.jspecify.annotations.NullMarked;
