package dev.parallax.train.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Adds pooling nodes to an ONNX graph, which compute one vector for each text. Their semantics is the same from opset
 * 11 on.
 */
final class PoolingNodes {

    /** The input that mean pooling needs: {@code [batch, sequence]}, 1 for a token and 0 for padding. */
    static final String MASK = "attention_mask";

    private static final int SEQUENCE_AXIS = 1;

    private final GraphProto.Builder graph;
    private final UnaryOperator<String> unique;

    /**
     * @param graph the graph to extend
     * @param unique returns an unused name in the graph, as similar to the wanted one as possible
     */
    PoolingNodes(GraphProto.Builder graph, UnaryOperator<String> unique) {
        this.graph = graph;
        this.unique = unique;
    }

    /** Casts the vectors to 32-bit floats and returns the name of the result. */
    String floats(String hiddenState) {
        String floats = unique.apply("float_vectors");
        graph.addNode(node("Cast", floats, hiddenState).addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE)));
        return floats;
    }

    /** Adds CLS pooling: the first token's vector. A scalar index removes the sequence axis. */
    void first(String hiddenState, String features) {
        String index = unique.apply("cls_index");
        graph.addInitializer(integers(index, 0));
        graph.addNode(node("Gather", features, hiddenState, index).addAttribute(integer("axis", SEQUENCE_AXIS)));
    }

    /**
     * Adds mean pooling: the mean of the vectors under the mask. A row of the mask times the matrix of vectors is their
     * sum, and times itself their number, because it has zeros and ones only. Unlike sums over an axis, matrix products
     * are the same in all opsets.
     */
    void mean(String hiddenState, String features) {
        String row = added("mask_row", integers("", 0, 1, -1));
        String flat = added("mean_shape", integers("", 0, -1));
        String maskColumn = added("mask_column", integers("", 0, -1, 1));
        String floats = unique.apply("float_mask");
        graph.addNode(node("Cast", floats, MASK).addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE)));
        String mask = apply("Reshape", "mask", floats, row);
        String column = apply("Reshape", "mask_transposed", floats, maskColumn);
        String sum = apply("MatMul", "vector_sum", mask, hiddenState);
        String count = apply("MatMul", "token_count", mask, column);
        String mean = apply("Div", "vector_mean", sum, count);
        graph.addNode(node("Reshape", features, mean, flat));
    }

    private String apply(String operator, String output, String... inputs) {
        String name = unique.apply(output);
        graph.addNode(node(operator, name, inputs));
        return name;
    }

    private String added(String name, TensorProto.Builder tensor) {
        String free = unique.apply(name);
        graph.addInitializer(tensor.setName(free));
        return free;
    }

    private NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setName(unique.apply(operator.equals("Gather") ? "cls" : output + "_node"))
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    /** A tensor of integers: a scalar for one value, a list for several. */
    private static TensorProto.Builder integers(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64_VALUE);
        if (values.length > 1) {
            tensor.addDims(values.length);
        }
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor;
    }

    private static AttributeProto.Builder integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value);
    }
}
