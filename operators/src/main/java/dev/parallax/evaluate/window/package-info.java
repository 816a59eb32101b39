/**
 * Sliding windows of counts in panes, with their state and its serializers.
 *
 * <p>State: savepoints name these classes. Begin at {@link SlidingWindows}, the windows of one shadow;
 * {@link PredictionWindows} has what all shadows share.
 */
@NullMarked
package dev.parallax.evaluate.window;

import org.jspecify.annotations.NullMarked;
