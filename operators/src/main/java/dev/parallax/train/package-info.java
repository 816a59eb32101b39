/** Classification heads on a frozen encoder, and the ONNX model made of both. */
@NullMarked
package dev.parallax.train;

import org.jspecify.annotations.NullMarked;
