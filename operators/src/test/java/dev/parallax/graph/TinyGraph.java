package dev.parallax.graph;

import static dev.parallax.infer.onnx.OnnxParts.floats;
import static dev.parallax.infer.onnx.OnnxParts.integer;
import static dev.parallax.infer.onnx.OnnxParts.node;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A graph with random weights that grows by one node a call, in the operators that exporters write for a version of
 * ONNX. A method returns the name of the value that it has added.
 */
class TinyGraph {

    final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
    Random random = new Random(1);
    int opset = 14;
    private final List<String> shared = new ArrayList<>();
    private boolean sharing;
    private int nextShared = -1;
    private int names;

    /** Uses the weights that were made since {@link #shareWeights} again, in their order. */
    final void useSharedWeights() {
        nextShared = 0;
    }

    /** Keeps the weights that are made from here on. */
    final void shareWeights() {
        shared.clear();
        nextShared = -1;
        sharing = true;
    }

    /** Makes weights that are used once, as at first. */
    final void endSharing() {
        sharing = false;
        nextShared = -1;
    }

    /** The first two sizes of a value, and numbers behind them. */
    final String shape(String of, long... behind) {
        String sizes = apply("Shape", of);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            parts.add(unsqueeze(apply("Gather", sizes, constant(i)), 0));
        }
        for (long size : behind) {
            parts.add(constants(size));
        }
        return attribute("Concat", integer("axis", 0), parts.toArray(new String[0]));
    }

    final String linear(String x, int rows, int columns) {
        return apply("Add", apply("MatMul", x, weights(rows, columns)), weights(columns));
    }

    final String cast(String x, int type) {
        return attribute("Cast", integer("to", type), x);
    }

    final String unsqueeze(String x, long... axes) {
        return opset >= 13 ? apply("Unsqueeze", x, constants(axes)) : attribute("Unsqueeze", axes(axes), x);
    }

    final String transposed(String x, int... order) {
        AttributeProto.Builder permutation =
                AttributeProto.newBuilder().setName("perm").setType(AttributeProto.AttributeType.INTS);
        for (int axis : order) {
            permutation.addInts(axis);
        }
        return attribute("Transpose", permutation, x);
    }

    static AttributeProto.Builder axes(long... axes) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName("axes").setType(AttributeProto.AttributeType.INTS);
        for (long axis : axes) {
            attribute.addInts(axis);
        }
        return attribute;
    }

    final String apply(String type, String... inputs) {
        return added(node(type, List.of(inputs), name()));
    }

    final String attribute(String type, AttributeProto.Builder attribute, String... inputs) {
        return added(node(type, List.of(inputs), name()).addAttribute(attribute));
    }

    final String added(NodeProto.Builder node) {
        graph.addNode(node);
        return node.getOutput(0);
    }

    final String name() {
        return "v" + names++;
    }

    /** Random weights of a shape; vectors have a mean other than 0, as scales and biases have. */
    final String weights(int... sizes) {
        if (nextShared >= 0) {
            return shared.get(nextShared++);
        }
        int size = 1;
        long[] dimensions = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            size *= sizes[i];
            dimensions[i] = sizes[i];
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextGaussian() * (sizes.length == 1 ? 0.5 : 1.5 / Math.sqrt(sizes[0])))
                    + (sizes.length == 1 ? 0.3f : 0);
        }
        String name = name();
        graph.addInitializer(floats(name, values, dimensions));
        if (sharing) {
            shared.add(name);
        }
        return name;
    }

    final String number(float value) {
        String name = name();
        graph.addInitializer(floats(name, new float[] {value}));
        return name;
    }

    final String constant(long value) {
        String name = name();
        graph.addInitializer(
                Constants.integers(new long[] {value}).toBuilder().setName(name).build());
        return name;
    }

    /** A vector, from a node as some exporters write it. */
    final String constants(long... values) {
        AttributeProto.Builder tensor = AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(Constants.integers(values, values.length));
        return attribute("Constant", tensor);
    }
}
