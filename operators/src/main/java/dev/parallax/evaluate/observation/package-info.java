/**
 * Observations: one prediction, comparison or label as the windows count it, and the operators that make them.
 *
 * <p>Begin at {@link Observation}; predictions and labels meet in {@link LabelJoinFunction}.
 */
@NullMarked
package dev.parallax.evaluate.observation;

import org.jspecify.annotations.NullMarked;
