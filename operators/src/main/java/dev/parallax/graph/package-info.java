/**
 * Rewriting of a model's ONNX graph for speed: patterns, shapes, 8-bit products. A {@link ModelGraph} has edits and the
 * {@link Shapes} of its values, and there is a class for each {@link Rewriting}. Begin at {@link GraphOptimizer}.
 *
 * <p>Patterns are matched by operators, constants and shapes, never by names. Folders, cards and commands do not belong
 * here, nor does anything of the running stream.
 */
@NullMarked
package dev.parallax.graph;

import org.jspecify.annotations.NullMarked;
