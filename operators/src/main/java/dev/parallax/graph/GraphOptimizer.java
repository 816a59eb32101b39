package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.List;

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
     * A product of activations and weights that stays in 32-bit floats where the others become those of 8-bit integers.
     *
     * @param name name of the value that it computes
     * @param error root mean square of the differences of logits where this product alone is one of 8-bit integers
     */
    public record FloatProduct(String name, double error) {}

    /**
     * A share of texts that are to keep their label when products become those of 8-bit integers.
     *
     * @param share smallest share of texts with the same label as before, 0 to 1; nothing is measured for 0
     * @param texts texts that it is measured on, apart from those whose activations are measured
     * @param progress receives the stages of the measurement, on its thread
     */
    public record LabelGoal(double share, List<Encoding> texts, Progress progress) {

        /** No goal: all products that can be become those of 8-bit integers. */
        public static final LabelGoal NONE = new LabelGoal(0, List.of(), (stage, done, total) -> {});

        /** Copies the list. */
        public LabelGoal {
            texts = List.copyOf(texts);
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("expected a share from 0 to 1, found " + share);
            }
        }

        /** Whether there is anything to measure. */
        boolean isSet() {
            return share > 0 && !texts.isEmpty();
        }

        /** Most texts that may have another label. */
        int allowed() {
            return (int) Math.floor(texts.size() * (1 - share) + 1e-6);
        }
    }

    /** A listener for the progress of a measurement. */
    @FunctionalInterface
    public interface Progress {

        /** Called when {@code done} of {@code total} units of a stage are done. */
        void advanced(String stage, int done, int total);
    }

    /**
     * A rewritten model.
     *
     * @param model the model; the very one that was given, if nothing was found
     * @param applied the rewritings that found something, in their order
     * @param inFloats products that stay in 32-bit floats for a {@link LabelGoal}, the largest error first
     */
    public record Optimized(ModelProto model, List<Applied> applied, List<FloatProduct> inFloats) {

        /** Copies the lists. */
        public Optimized {
            applied = List.copyOf(applied);
            inFloats = List.copyOf(inFloats);
        }
    }

    /** Changes whenever the same model is rewritten in another way than before; part of the keys of caches. */
    public static final String VERSION = "3";

    private final List<Applied> applied = new ArrayList<>();
    private final List<FloatProduct> inFloats = new ArrayList<>();
    private final Shapes shapes;
    private ModelGraph graph;

    private GraphOptimizer(ModelProto model) {
        this.graph = ModelGraph.of(model);
        // Measured once: later rewritings ask for ranks and types of exported values, which those before them keep.
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
     * scale a column, activations one scale a token. A text has the same logits, to the bit, alone and in any batch, if
     * the head's own products, which stay in 32-bit floats, have them.
     *
     * @param model a classifier with all of its weights, in 32-bit floats
     * @param texts texts whose activations are measured, at least one; the result depends on them
     * @throws dev.parallax.infer.model.ModelException if the model cannot be run
     */
    public static Optimized int8(ModelProto model, List<Encoding> texts) {
        return int8(model, texts, LabelGoal.NONE);
    }

    /**
     * As {@link #int8(ModelProto, List)}, but the products with the largest errors stay in 32-bit floats, as many as
     * the goal needs and half of all at most. The goal may be missed nevertheless.
     *
     * @param goal the share of labels to keep; its texts are not among {@code texts}
     * @throws dev.parallax.infer.model.ModelException if the model cannot be run
     */
    public static Optimized int8(ModelProto model, List<Encoding> texts, LabelGoal goal) {
        GraphOptimizer optimizer = new GraphOptimizer(model).floats();
        ActivationBalances balances = optimizer.measured(texts);
        optimizer.inFloats.addAll(new SensitiveProducts(optimizer.graph, optimizer.shapes, balances, goal).find());
        return optimizer.integers(balances).result();
    }

    /**
     * As {@link #int8(ModelProto, List)}, with balances of the same model that were measured before. The same model and
     * balances make the same bytes on every machine.
     *
     * @throws dev.parallax.infer.model.ModelException if the model cannot be run, or the balances are of another one
     */
    public static Optimized int8(ModelProto model, ActivationBalances balances) {
        return new GraphOptimizer(model).floats().integers(balances).result();
    }

    /**
     * Measures the activations of a model.
     *
     * @param model a classifier with all of its weights, in 32-bit floats
     * @param texts texts of the kind that the model is for, at least one
     * @throws dev.parallax.infer.model.ModelException if the model cannot be run
     */
    public static ActivationBalances balances(ModelProto model, List<Encoding> texts) {
        return new GraphOptimizer(model).floats().measured(texts);
    }

    private GraphOptimizer floats() {
        return apply(new FirstPosition()).apply(new LayerNormalizations());
    }

    private ActivationBalances measured(List<Encoding> texts) {
        return ActivationBalances.measured(graph, QuantizedProducts.products(graph, shapes), texts);
    }

    private GraphOptimizer integers(ActivationBalances balances) {
        int before = applied.size();
        apply(new QuantizedProducts(
                balances,
                name -> inFloats.stream().noneMatch(product -> product.name().equals(name))));
        return applied.size() > before ? apply(new ApproximateGelus()) : this;
    }

    private GraphOptimizer apply(Rewriting rewriting) {
        Rewriting.Result result = rewriting.apply(graph, shapes);
        if (result.places() > 0) {
            applied.add(new Applied(rewriting.name(), result.places()));
            graph = result.graph();
        }
        return this;
    }

    private Optimized result() {
        return new Optimized(graph.model(), applied, inFloats);
    }
}
