package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.encode.Encoding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The choice of a {@link ChannelBalance} for each activation that is quantised, by the activations of real texts. A few
 * hundred short texts of the kind that the model is for are enough.
 */
final class Calibration {

    private Calibration() {}

    /**
     * Runs the graph on texts and chooses.
     *
     * @param products products of activations and constant matrices, by the activations' names
     * @param texts the texts, at least one
     * @return the best balance of each activation, by its name
     * @throws dev.parallax.infer.model.ModelException if the graph cannot be run
     */
    static Map<String, ChannelBalance> balances(
            ModelGraph graph, Map<String, List<NodeProto>> products, List<Encoding> texts) {
        ActivationSample sample = ActivationSample.of(graph, products.keySet(), texts);
        Map<String, ChannelBalance> balances = new HashMap<>();
        products.forEach((value, nodes) -> {
            List<float[]> matrices = nodes.stream()
                    .map(node -> graph.constant(node.getInput(1))
                            .flatMap(Constants::floats)
                            .orElseThrow())
                    .toList();
            balances.put(value, new BalanceChoice(sample.rows(value), matrices).best());
        });
        return balances;
    }
}
