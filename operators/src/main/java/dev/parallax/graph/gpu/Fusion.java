package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.graph.GraphEdit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A fused operator that can take the place of a group of nodes.
 *
 * @param place the node whose place it takes in the order of nodes
 * @param outputs the values that it computes, {@code place}'s among them or not
 * @param inputs the values that it reads
 * @param interior the values of the group that need not be computed any more
 * @param nodes makes the operator, and the nodes that it needs before it
 */
record Fusion(
        NodeProto place,
        Set<String> outputs,
        Set<String> inputs,
        Set<String> interior,
        Function<GraphEdit, List<NodeProto>> nodes) {

    /** Copies the sets. */
    Fusion {
        outputs = Set.copyOf(outputs);
        inputs = Set.copyOf(inputs);
        interior = Set.copyOf(interior);
    }
}
