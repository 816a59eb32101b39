package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.parallax.graph.Constants;
import dev.parallax.graph.GraphEdit;
import dev.parallax.graph.MeasuredValues;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.Rewriting;
import dev.parallax.graph.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Multi-head self-attention as the operator {@code Attention} of ONNX Runtime, which has one product for queries, keys
 * and values: its weights are theirs side by side, {@code [width, 3 * heads * size]}.
 *
 * <p>Its mask is the graph's own, {@code [texts, tokens]}, so that any token can be masked. The operator also takes the
 * number of tokens of each text, for which it has more kernels on GPUs. That form would be wrong for a mask that is 0
 * between two tokens.
 */
final class FusedAttention implements Rewriting {

    private static final double SAME_SCALE = 1e-6;

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public Result apply(ModelGraph graph, Shapes shapes) {
        MeasuredValues measured = MeasuredValues.of(graph, AttentionPattern.toMeasure(graph, shapes));
        Shared shared = new Shared(graph);
        List<Fusion> fusions = new ArrayList<>();
        for (NodeProto node : graph.nodes()) {
            AttentionPattern.of(node, graph, shapes, measured)
                    .ifPresent(attention -> fusions.add(fusion(attention, shared)));
        }
        return Fusions.applied(graph, fusions);
    }

    private static Fusion fusion(AttentionPattern attention, Shared shared) {
        String output = attention.last().getOutput(0);
        Set<String> inputs = attention.masked()
                ? Set.of(attention.queries().input(), MeasuredValues.ATTENTION_MASK)
                : Set.of(attention.queries().input());
        return new Fusion(
                attention.last(), Set.of(output), inputs, attention.interior(), edit -> nodes(attention, shared, edit));
    }

    private static List<NodeProto> nodes(AttentionPattern attention, Shared shared, GraphEdit edit) {
        List<NodeProto> nodes = new ArrayList<>();
        String output = attention.last().getOutput(0);
        HeadProjection queries = attention.queries();
        List<HeadProjection> all = List.of(queries, attention.keys(), attention.values());
        NodeProto.Builder node = edit.node(
                        "Attention",
                        output + "/attention",
                        queries.input(),
                        shared.weights(output, all, edit),
                        shared.bias(output, all, edit))
                .setDomain(Fusions.DOMAIN);
        if (attention.masked()) {
            node.addInput(shared.mask(edit, nodes));
        }
        node.addAttribute(integer("num_heads", queries.heads()));
        double usual = 1 / Math.sqrt(queries.size());
        if (Math.abs(attention.scale() / usual - 1) > SAME_SCALE) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName("scale")
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF((float) attention.scale()));
        }
        nodes.add(node.setOutput(0, output).build());
        return nodes;
    }

    /** Matrices {@code [rows, columns]} side by side. */
    private static TensorProto weights(List<HeadProjection> projections) {
        int rows = Math.toIntExact(projections.get(0).weights().getDims(0));
        int columns = Math.toIntExact(projections.get(0).weights().getDims(1));
        int width = columns * projections.size();
        float[] packed = new float[rows * width];
        for (int i = 0; i < projections.size(); i++) {
            float[] matrix = Constants.floats(projections.get(i).weights()).orElseThrow();
            for (int row = 0; row < rows; row++) {
                System.arraycopy(matrix, row * columns, packed, row * width + i * columns, columns);
            }
        }
        return Constants.floats(packed, rows, width);
    }

    private static TensorProto bias(List<HeadProjection> projections) {
        int columns = projections.get(0).bias().length;
        float[] packed = new float[columns * projections.size()];
        for (int i = 0; i < projections.size(); i++) {
            System.arraycopy(projections.get(i).bias(), 0, packed, i * columns, columns);
        }
        return Constants.floats(packed, packed.length);
    }

    /** Values that several layers read: the mask, and the weights of a model that has the same in all layers. */
    private static final class Shared {

        private final ModelGraph graph;
        private final Map<List<String>, String> weights = new HashMap<>();
        private final Map<List<String>, String> biases = new HashMap<>();
        private Optional<String> made = Optional.empty();

        Shared(ModelGraph graph) {
            this.graph = graph;
        }

        /** The name of the matrices side by side. */
        String weights(String output, List<HeadProjection> all, GraphEdit edit) {
            return weights.computeIfAbsent(
                    constants(all), names -> edit.constant(output + "/weights", FusedAttention.weights(all)));
        }

        /** The name of the biases one behind the other. */
        String bias(String output, List<HeadProjection> all, GraphEdit edit) {
            return biases.computeIfAbsent(
                    constants(all), names -> edit.constant(output + "/bias", FusedAttention.bias(all)));
        }

        private static List<String> constants(List<HeadProjection> all) {
            return all.stream()
                    .flatMap(projection -> projection.constants().stream())
                    .toList();
        }

        /** The name of the attention mask as 32-bit integers; a node that is not there yet is added. */
        String mask(GraphEdit edit, List<NodeProto> nodes) {
            if (made.isEmpty()) {
                String mask = MeasuredValues.ATTENTION_MASK;
                if (!isInteger32(mask)) {
                    NodeProto.Builder cast = edit.node("Cast", mask + "/integers", mask)
                            .addAttribute(integer("to", TensorProto.DataType.INT32_VALUE));
                    nodes.add(cast.build());
                    mask = cast.getOutput(0);
                }
                made = Optional.of(mask);
            }
            return made.get();
        }

        private boolean isInteger32(String input) {
            return graph.inputs().stream()
                    .filter(declared -> declared.getName().equals(input))
                    .map(ValueInfoProto::getType)
                    .anyMatch(type -> type.getTensorType().getElemType() == TensorProto.DataType.INT32_VALUE);
        }
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }
}
