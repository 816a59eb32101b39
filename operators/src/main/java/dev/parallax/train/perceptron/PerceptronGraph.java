package dev.parallax.train.perceptron;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.HeadGraph;
import dev.parallax.train.model.OnnxFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Conversion of perceptrons to and from ONNX. A column-major matrix {@code [outputs, inputs]} is the row-major matrix
 * {@code [inputs, outputs]} that Gemm multiplies rows of features with, so that weights keep their order.
 */
final class PerceptronGraph {

    private static final long IR_VERSION = 7;
    private static final long OPSET = 13;

    private PerceptronGraph() {}

    /** Writes a network. */
    static HeadGraph of(Perceptron perceptron) {
        PerceptronShape shape = perceptron.shape();
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("head")
                .addInput(
                        OnnxFile.floats(HeadGraph.FEATURES, OnnxFile.named("batch_size"), OnnxFile.size(shape.width())))
                .addOutput(OnnxFile.floats(
                        HeadGraph.LOGITS, OnnxFile.named("batch_size"), OnnxFile.size(shape.classes())));
        String values = HeadGraph.FEATURES;
        for (int k = 0; k < shape.depth(); k++) {
            boolean last = k == shape.depth() - 1;
            String sums = last ? HeadGraph.LOGITS : name(k, "sums");
            TensorProto.Builder matrix =
                    floats(name(k, "weight"), perceptron.weights(), shape.matrixAt(k), shape.biasesAt(k));
            TensorProto.Builder biases =
                    floats(name(k, "bias"), perceptron.weights(), shape.biasesAt(k), shape.matrixAt(k + 1));
            graph.addInitializer(matrix.addDims(shape.inputs(k)).addDims(shape.outputs(k)));
            graph.addInitializer(biases.addDims(shape.outputs(k)));
            graph.addNode(node("Gemm", sums, values, name(k, "weight"), name(k, "bias")));
            if (!last) {
                values = name(k, "values");
                graph.addNode(node("Sigmoid", values, sums));
            }
        }
        return HeadGraph.of(
                "of a perceptron with the layers " + shape.layers(),
                ModelProto.newBuilder()
                        .setIrVersion(IR_VERSION)
                        .setProducerName("parallax")
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                        .setGraph(graph)
                        .build());
    }

    /** Reads a network written by {@link #of}. */
    static Perceptron read(HeadGraph head) {
        GraphProto graph = head.model().getGraph();
        Map<String, TensorProto> tensors = new HashMap<>();
        graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
        List<Integer> layers = new ArrayList<>(List.of(head.width()));
        for (TensorProto bias = tensors.get(name(0, "bias"));
                bias != null;
                bias = tensors.get(name(layers.size() - 1, "bias"))) {
            layers.add(bias.getFloatDataCount());
        }
        if (layers.size() < 2 || !rightful(graph, layers)) {
            throw new TrainingException("The head " + head.origin() + " is not a perceptron: it has the nodes "
                    + graph.getNodeList().stream().map(NodeProto::getOpType).toList()
                    + ", and a Gemm for each layer with a Sigmoid between any two was expected");
        }
        PerceptronShape shape = new PerceptronShape(layers);
        double[] weights = new double[shape.size()];
        for (int k = 0; k < shape.depth(); k++) {
            copy(head, tensors, name(k, "weight"), weights, shape.matrixAt(k), shape.biasesAt(k));
            copy(head, tensors, name(k, "bias"), weights, shape.biasesAt(k), shape.matrixAt(k + 1));
        }
        return new Perceptron(shape, weights);
    }

    private static boolean rightful(GraphProto graph, List<Integer> layers) {
        if (graph.getNodeCount() != 2 * layers.size() - 3) {
            return false;
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            if (!node.getOpType().equals(i % 2 == 0 ? "Gemm" : "Sigmoid") || node.getAttributeCount() > 0) {
                return false;
            }
        }
        return true;
    }

    private static void copy(
            HeadGraph head, Map<String, TensorProto> tensors, String name, double[] weights, int from, int to) {
        TensorProto tensor = tensors.getOrDefault(name, TensorProto.getDefaultInstance());
        if (tensor.getFloatDataCount() != to - from) {
            throw new TrainingException("The head " + head.origin() + " has " + tensor.getFloatDataCount()
                    + " numbers in " + name + ": expected " + (to - from));
        }
        for (int i = from; i < to; i++) {
            weights[i] = tensor.getFloatData(i - from);
        }
    }

    private static TensorProto.Builder floats(String name, double[] weights, int from, int to) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (int i = from; i < to; i++) {
            tensor.addFloatData((float) weights[i]);
        }
        return tensor;
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setName(output.equals(HeadGraph.LOGITS) ? "head" : output)
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static String name(int layer, String part) {
        return "head." + layer + "." + part;
    }
}
