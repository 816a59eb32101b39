/**
 * Models on ONNX Runtime: sessions, input tensors, heads, and the limit of time of a run.
 *
 * <p>With {@code train.model} the only package that uses ONNX Runtime. Begin at {@link OnnxClassifier}.
 */
@NullMarked
package dev.parallax.infer.onnx;

import org.jspecify.annotations.NullMarked;
