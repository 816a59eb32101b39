/**
 * Training of a classification head on a frozen encoder.
 *
 * <p>Begin at {@link HeadTrainer}. Nothing of the running job may use it.
 */
@NullMarked
package dev.parallax.train;

import org.jspecify.annotations.NullMarked;
