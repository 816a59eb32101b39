/**
 * The folder of a trained model: encoder, pooling and head as one ONNX graph, and the card beside it.
 *
 * <p>Begin at {@link ClassifierFolder}.
 */
@NullMarked
package dev.parallax.train.model;

import org.jspecify.annotations.NullMarked;
