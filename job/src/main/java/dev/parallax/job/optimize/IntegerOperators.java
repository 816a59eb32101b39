package dev.parallax.job.optimize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.infer.model.ModelException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Operators of quantised graphs: those of <a href="https://onnx.ai/onnx/operators/">ONNX</a>, and those of <a
 * href="https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md">ONNX Runtime</a>.
 */
final class IntegerOperators {

    private static final Set<String> OPERATORS = Set.of(
            "ConvInteger",
            "DequantizeLinear",
            "DynamicQuantizeLinear",
            "DynamicQuantizeMatMul",
            "MatMulInteger",
            "MatMulIntegerToFloat",
            "MatMulNBits",
            "QAttention",
            "QEmbedLayerNormalization",
            "QGemm",
            "QLinearConv",
            "QLinearMatMul",
            "QuantizeLinear");

    private IntegerOperators() {}

    /**
     * Checks that a graph is not quantised.
     *
     * @param onnx its file, for messages
     * @param precision the precision that it is rewritten for, for messages
     * @throws ModelException if it is, with the operator
     */
    static void requireNone(ModelProto model, Path onnx, Precision precision) {
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (OPERATORS.contains(node.getOpType())) {
                throw new ModelException("The graph " + onnx + " is quantised already: it has the operator "
                        + node.getOpType() + ". Expected a model in 32-bit floats for --precision " + precision);
            }
        }
    }
}
