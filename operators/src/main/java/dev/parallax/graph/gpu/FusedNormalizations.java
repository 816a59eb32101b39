package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.AttributeProto;
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
 * Layer normalisation of a sum as the operator {@code SkipLayerNormalization} of ONNX Runtime, which adds a bias, adds
 * the residual and normalises in one go. Where something else reads the sum, it is the operator's fourth result. A
 * normalisation of anything else becomes the operator {@code LayerNormalization}, which ONNX Runtime has for all
 * opsets.
 */
final class FusedNormalizations implements Rewriting {

    @Override
    public String name() {
        return "skip-layer-normalization";
    }

    @Override
    public Result apply(ModelGraph graph, Shapes shapes) {
        List<Fusion> fusions = new ArrayList<>();
        for (NodeProto node : graph.nodes()) {
            Optional<NormalizationPattern> found = NormalizationPattern.of(node, graph, shapes);
            if (found.isPresent()) {
                Optional<Fusion> ofSum = sum(found.get(), graph, shapes).map(sum -> fusion(found.get(), sum, graph));
                if (ofSum.isPresent()) {
                    fusions.add(ofSum.get());
                } else if (!ModelGraph.is(node, "LayerNormalization")) {
                    fusions.add(fusion(found.get()));
                }
            }
        }
        return Fusions.applied(graph, fusions);
    }

    /** A sum {@code value + residual + bias}, and whether something else reads it. */
    private record Sum(NodeProto node, String value, String residual, Optional<Biased> bias, boolean isRead) {}

    private static Optional<Sum> sum(NormalizationPattern found, ModelGraph graph, Shapes shapes) {
        Optional<NodeProto> add = graph.producer(found.input(), "Add");
        Optional<List<Size>> shape = shapes.of(found.input());
        if (add.isEmpty()
                || shape.isEmpty()
                || !add.get().getInputList().stream()
                        .allMatch(
                                term -> shapes.isFloat(term) && shapes.of(term).equals(shape))) {
            return Optional.empty();
        }
        Set<String> own = new HashSet<>(found.interior());
        own.add(found.last().getOutput(0));
        boolean isRead = graph.isOutput(found.input())
                || graph.consumers(found.input()).stream().anyMatch(reader -> !isOwn(reader, own, graph));
        long width = shape.get().get(2).number();
        for (int i = 0; i < 2; i++) {
            String term = add.get().getInput(i);
            Optional<Biased> bias = graph.producer(term)
                    .filter(node -> graph.consumers(term).size() == 1 && !graph.isOutput(term))
                    .flatMap(node -> Biased.ofProduct(node, width, graph));
            if (bias.isPresent()) {
                String residual = add.get().getInput(1 - i);
                return Optional.of(new Sum(add.get(), bias.get().value(), residual, bias, isRead));
            }
        }
        return Optional.of(new Sum(add.get(), add.get().getInput(0), add.get().getInput(1), Optional.empty(), isRead));
    }

    /** Whether a node computes a value of the normalisation, or the mean that one of them reads. */
    private static boolean isOwn(NodeProto reader, Set<String> own, ModelGraph graph) {
        String result = reader.getOutput(0);
        return own.contains(result)
                || (ModelGraph.is(reader, "ReduceMean")
                        && !graph.isOutput(result)
                        && graph.consumers(result).stream().allMatch(node -> own.contains(node.getOutput(0))));
    }

    private static Fusion fusion(NormalizationPattern found, Sum sum, ModelGraph graph) {
        Set<String> outputs = new HashSet<>(Set.of(found.last().getOutput(0)));
        Set<String> inputs = new HashSet<>(Set.of(sum.value(), sum.residual()));
        Set<String> interior = new HashSet<>(found.interior());
        if (sum.isRead()) {
            outputs.add(found.input());
        } else {
            interior.add(found.input());
        }
        sum.bias()
                .ifPresent(bias -> interior.add(
                        sum.node().getInput(0).equals(sum.residual())
                                ? sum.node().getInput(1)
                                : sum.node().getInput(0)));
        return new Fusion(sum.node(), outputs, inputs, interior, edit -> List.of(operator(found, sum, graph, edit)));
    }

    private static NodeProto operator(NormalizationPattern found, Sum sum, ModelGraph graph, GraphEdit edit) {
        String output = found.last().getOutput(0);
        NodeProto.Builder node = edit.node(
                        "SkipLayerNormalization",
                        output + "/normalized",
                        sum.value(),
                        sum.residual(),
                        Biased.anywhere(found.scale(), graph, edit),
                        Biased.anywhere(found.shift(), graph, edit))
                .setDomain(Fusions.DOMAIN)
                .setOutput(0, output)
                .addAttribute(epsilon(found));
        sum.bias().ifPresent(bias -> node.addInput(Biased.anywhere(bias.name(), graph, edit)));
        if (sum.isRead()) {
            // Mean and deviation, the second and third results, are for training.
            node.addOutput("").addOutput("").addOutput(found.input());
        }
        return node.build();
    }

    private static Fusion fusion(NormalizationPattern found) {
        String output = found.last().getOutput(0);
        return new Fusion(
                found.last(),
                Set.of(output),
                Set.of(found.input()),
                Set.copyOf(found.interior()),
                edit -> List.of(edit.node(
                                "LayerNormalization",
                                output + "/normalized",
                                found.input(),
                                found.scale(),
                                found.shift())
                        .setOutput(0, output)
                        .addAttribute(epsilon(found))
                        .build()));
    }

    private static AttributeProto epsilon(NormalizationPattern found) {
        return AttributeProto.newBuilder()
                .setName("epsilon")
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(found.epsilon())
                .build();
    }
}
