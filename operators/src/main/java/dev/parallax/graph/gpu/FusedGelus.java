package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.graph.GraphEdit;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.Rewriting;
import dev.parallax.graph.Shapes;
import dev.parallax.graph.Shapes.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gelu as an operator of ONNX Runtime: {@code BiasGelu} or {@code FastGelu}, which add the bias before, or {@code Gelu}
 * and {@code FastGelu} without one where something else reads the sum.
 */
final class FusedGelus implements Rewriting {

    @Override
    public String name() {
        return "bias-gelu";
    }

    @Override
    public Result apply(ModelGraph graph, Shapes shapes) {
        List<Fusion> fusions = new ArrayList<>();
        for (NodeProto node : graph.nodes()) {
            if (node.getOutputCount() == 1 && shapes.isFloat(node.getOutput(0))) {
                GeluPattern.of(node, graph)
                        .flatMap(gelu -> fusion(node, gelu, graph, shapes))
                        .ifPresent(fusions::add);
            }
        }
        return Fusions.applied(graph, fusions);
    }

    private static Optional<Fusion> fusion(NodeProto last, GeluPattern gelu, ModelGraph graph, Shapes shapes) {
        Optional<Long> width = shapes.of(gelu.input())
                .filter(shape -> !shape.isEmpty())
                .map(shape -> shape.get(shape.size() - 1))
                .filter(Size::isNumber)
                .map(Size::number);
        Optional<Biased> bias = width.flatMap(elements -> graph.producer(gelu.input())
                .filter(add -> isReadByGeluAlone(last, gelu, graph))
                .flatMap(add -> Biased.ofProduct(add, elements, graph)));
        if (bias.isEmpty() && ModelGraph.is(last, "Gelu")) {
            // The operator of opset 20 is as good.
            return Optional.empty();
        }
        Set<String> interior = new HashSet<>(gelu.interior());
        bias.ifPresent(sum -> interior.add(gelu.input()));
        Set<String> inputs = Set.of(bias.map(Biased::value).orElse(gelu.input()));
        return Optional.of(new Fusion(
                last, Set.of(last.getOutput(0)), inputs, interior, edit -> List.of(operator(last, gelu, bias, edit))));
    }

    private static boolean isReadByGeluAlone(NodeProto last, GeluPattern gelu, ModelGraph graph) {
        return !graph.isOutput(gelu.input())
                && graph.consumers(gelu.input()).stream()
                        .allMatch(
                                reader -> reader.equals(last) || gelu.interior().contains(reader.getOutput(0)));
    }

    private static NodeProto operator(NodeProto last, GeluPattern gelu, Optional<Biased> bias, GraphEdit edit) {
        String output = last.getOutput(0);
        String operator = gelu.tanh() ? "FastGelu" : bias.isPresent() ? "BiasGelu" : "Gelu";
        NodeProto.Builder node = edit.node(
                        operator, output + "/gelu", bias.map(Biased::value).orElse(gelu.input()))
                .setDomain(Fusions.DOMAIN);
        bias.ifPresent(sum -> node.addInput(sum.name()));
        return node.setOutput(0, output).build();
    }
}
