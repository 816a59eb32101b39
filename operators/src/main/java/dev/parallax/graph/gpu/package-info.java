/**
 * Rewriting of a model's graph for GPUs: fused operators of ONNX Runtime, and half precision. There is a class for each
 * rewriting, and one for each pattern that it finds. Begin at {@link GpuOptimizer}.
 *
 * <p>The fused operators are those of the domain {@code com.microsoft}, as <a
 * href="https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md">ContribOperators.md</a> specifies
 * them. Nothing here runs a graph.
 */
@NullMarked
package dev.parallax.graph.gpu;

import org.jspecify.annotations.NullMarked;
