package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rewrites the graph of a text classifier for faster inference on CPUs. Each rewriting is applied to the result of the
 * one before it. A graph that has nothing to rewrite stays as it is, so that rewriting twice is rewriting once.
 */
public final class GraphOptimizer {

    /**
     * A rewriting that was applied.
     *
     * @param name its name
     * @param places how many places of the graph it changed
     */
    public record Applied(String name, int places) {}

    /**
     * A rewritten model.
     *
     * @param model the model; the very one that was given, if nothing was found
     * @param applied the rewritings that found something, in their order
     */
    public record Optimized(ModelProto model, List<Applied> applied) {

        /** Copies the list. */
        public Optimized {
            applied = List.copyOf(applied);
        }
    }

    private final List<Applied> applied = new ArrayList<>();
    private ModelGraph graph;
    private Shapes shapes;

    private GraphOptimizer(ModelProto model) {
        this.graph = ModelGraph.of(model);
        this.shapes = Shapes.of(graph);
    }

    /**
     * Rewrites a model that computes in 32-bit floats and goes on doing so: results change by rounding only.
     *
     * @param model a classifier with all of its weights; its inputs are integers {@code [batch, sequence]}
     * @throws dev.parallax.infer.model.ModelException if the model cannot be run
     */
    public static Optimized fp32(ModelProto model) {
        return new GraphOptimizer(model).floats().result();
    }

    /**
     * Rewrites a model so that its products of activations and weights are those of 8-bit integers: weights have one
     * scale a column, activations one scale a token. A text has the same logits, to the bit, alone and in any batch.
     *
     * @param model a classifier with all of its weights, in 32-bit floats
     * @param texts texts whose activations are measured, at least one; the result depends on them
     * @throws dev.parallax.infer.model.ModelException if the model cannot be run
     */
    public static Optimized int8(ModelProto model, List<Encoding> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("expected texts for the measurement of activations, found none");
        }
        return new GraphOptimizer(model).floats().integers(texts).result();
    }

    private GraphOptimizer floats() {
        return apply(new FirstPosition()).apply(new LayerNormalizations());
    }

    private GraphOptimizer integers(List<Encoding> texts) {
        Map<String, List<NodeProto>> products = QuantizedProducts.products(graph, shapes);
        return products.isEmpty() ? this : apply(new QuantizedProducts(Calibration.balances(graph, products, texts)));
    }

    private GraphOptimizer apply(Rewriting rewriting) {
        Rewriting.Result result = rewriting.apply(graph, shapes);
        if (result.places() > 0) {
            applied.add(new Applied(rewriting.name(), result.places()));
            graph = result.graph();
            shapes = Shapes.of(graph);
        }
        return this;
    }

    private Optimized result() {
        return new Optimized(graph.model(), applied);
    }
}
