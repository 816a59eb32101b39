package dev.parallax.train.linear;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.train.model.Head;
import dev.parallax.train.model.HeadGraph;
import dev.parallax.train.model.OnnxFile;

/**
 * A linear classifier: {@code logits = weight · features + bias}.
 *
 * @param weight {@code [classes][width]}
 * @param bias {@code [classes]}
 */
public record LinearHead(float[][] weight, float[] bias) implements Head {

    private static final long IR_VERSION = 7;
    private static final long OPSET = 13;

    @Override
    public int classes() {
        return bias.length;
    }

    @Override
    public double[] logits(float[] features) {
        double[] logits = new double[bias.length];
        for (int c = 0; c < bias.length; c++) {
            double sum = bias[c];
            for (int j = 0; j < features.length; j++) {
                sum += (double) weight[c][j] * features[j];
            }
            logits[c] = sum;
        }
        return logits;
    }

    /**
     * The head as an ONNX model of one Gemm, with the initialisers {@code head.weight} {@code [classes, width]} and
     * {@code head.bias} {@code [classes]}.
     */
    @Override
    public HeadGraph toOnnx() {
        int width = weight[0].length;
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("head.weight")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(classes())
                .addDims(width);
        TensorProto.Builder biases = TensorProto.newBuilder()
                .setName("head.bias")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(classes());
        for (int c = 0; c < classes(); c++) {
            for (float value : weight[c]) {
                weights.addFloatData(value);
            }
            biases.addFloatData(bias[c]);
        }
        NodeProto gemm = NodeProto.newBuilder()
                .setName("head")
                .setOpType("Gemm")
                .addInput(HeadGraph.FEATURES)
                .addInput("head.weight")
                .addInput("head.bias")
                .addOutput(HeadGraph.LOGITS)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1))
                .build();
        GraphProto graph = GraphProto.newBuilder()
                .setName("head")
                .addInput(OnnxFile.floats(HeadGraph.FEATURES, OnnxFile.named("batch_size"), OnnxFile.size(width)))
                .addOutput(OnnxFile.floats(HeadGraph.LOGITS, OnnxFile.named("batch_size"), OnnxFile.size(classes())))
                .addInitializer(weights)
                .addInitializer(biases)
                .addNode(gemm)
                .build();
        return HeadGraph.of(
                "of " + classes() + " classes",
                ModelProto.newBuilder()
                        .setIrVersion(IR_VERSION)
                        .setProducerName("parallax")
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                        .setGraph(graph)
                        .build());
    }
}
