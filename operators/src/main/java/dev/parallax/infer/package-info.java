/** Models on ONNX Runtime: the folder, the session, the batches, and the asynchronous operator in front of them. */
@NullMarked
package dev.parallax.infer;

import org.jspecify.annotations.NullMarked;
