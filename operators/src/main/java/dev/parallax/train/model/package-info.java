/**
 * The folder of a trained model: encoder, pooling and head as one ONNX graph, and its model card.
 *
 * <p>Begin at {@link ClassifierFolder}.
 */
@NullMarked
package dev.parallax.train.model;

import org.jspecify.annotations.NullMarked;
