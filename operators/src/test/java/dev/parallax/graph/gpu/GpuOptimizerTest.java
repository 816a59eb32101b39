package dev.parallax.graph.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import dev.parallax.graph.GraphOptimizer;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.graph.GraphOptimizer.Optimized;
import dev.parallax.graph.ScoredRows;
import dev.parallax.graph.TinyBert;
import dev.parallax.graph.TinyBert.Activation;
import dev.parallax.graph.TinyBert.Architecture;
import dev.parallax.graph.TinyBert.Head;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GpuOptimizerTest {

    private static final double ROUNDING = 1e-4;

    @Property(tries = 60)
    void fused_operators_compute_the_same(
            @ForAll Architecture architecture,
            @ForAll Head head,
            @ForAll Activation activation,
            @ForAll @IntRange(min = 11, max = 21) int opset,
            @ForAll @IntRange(min = 1, max = 3) int layers,
            @ForAll @IntRange(max = 15) int variant,
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 2, max = 30) int longest,
            @ForAll long seed)
            throws OrtException {
        // Given a transformer as an exporter writes it
        TinyBert bert =
                TinyBert.of(architecture).head(head).opset(opset).layers(layers).seed(seed);
        boolean operator = activation == Activation.OPERATOR && opset < 20;
        ModelProto exported = variant(bert.activation(operator ? Activation.ERF : activation), opset, variant)
                .model();

        // When it is rewritten for GPUs
        Optimized optimized = GpuOptimizer.fp32(exported);

        // Then the attention, the normalisations and the activation of each layer are fused
        boolean deberta = architecture == Architecture.DEBERTA;
        assertThat(places(optimized, "attention")).isEqualTo(deberta ? 0 : layers);
        assertThat(places(optimized, "bias-gelu")).isEqualTo(layers);
        assertThat(operators(optimized.model(), "SkipLayerNormalization")).isGreaterThanOrEqualTo(2L * layers);
        assertThat(operators(optimized.model(), "ReduceMean")).isZero();
        // DeBERTa's attention, which has positions in its scores, is none that the operator computes
        assertThat(operators(optimized.model(), "Softmax")).isEqualTo(deberta ? layers : 0);
        // And it computes the same, with a mask that has gaps too
        List<int[]> batch = ScoredRows.random(seed, rows, longest);
        for (Set<Integer> masked : List.of(Set.<Integer>of(), Set.of(5, 11, 17, 23, 29, 35))) {
            assertThat(ScoredRows.difference(
                            ScoredRows.logits(exported, batch, masked),
                            ScoredRows.logits(optimized.model(), batch, masked)))
                    .isLessThan(ROUNDING);
        }
    }

    /** A transformer with some of four variants, a bit each. */
    private static TinyBert variant(TinyBert bert, int opset, int bits) {
        if ((bits & 1) != 0 && opset >= 17) {
            bert.layerNormalizationOperator();
        }
        if ((bits & 2) != 0) {
            bert.shapesOfLayerInput();
        }
        if ((bits & 4) != 0) {
            bert.scaledQueriesAndKeys();
        }
        if ((bits & 8) != 0) {
            bert.normalizedFirst();
        }
        return bert;
    }

    @Property(tries = 20)
    void rewriting_twice_is_rewriting_once(
            @ForAll Architecture architecture,
            @ForAll Head head,
            @ForAll @IntRange(min = 11, max = 21) int opset,
            @ForAll @IntRange(max = 15) int variant,
            @ForAll boolean half) {
        // Given a rewritten graph
        ModelProto exported = variant(TinyBert.of(architecture).head(head).opset(opset), opset, variant)
                .model();
        ModelProto once = (half ? GpuOptimizer.fp16(exported).optimized() : GpuOptimizer.fp32(exported)).model();

        // When it is rewritten again
        Optimized twice = half ? GpuOptimizer.fp16(once).optimized() : GpuOptimizer.fp32(once);

        // Then nothing is found
        assertThat(twice.applied()).isEmpty();
        assertThat(twice.model()).isSameAs(once);
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void the_normalisations_of_a_graph_for_cpus_are_fused_as_well(Architecture architecture) throws OrtException {
        // Given a graph that was rewritten for CPUs, whose normalisations have products for squares and quotients
        ModelProto exported = TinyBert.of(architecture).head(Head.MEAN).model();
        ModelProto forCpus = GraphOptimizer.fp32(exported).model();

        // When it is rewritten for GPUs
        Optimized optimized = GpuOptimizer.fp32(forCpus);

        // Then all of them are found
        assertThat(operators(optimized.model(), "ReduceMean")).isZero();
        List<int[]> batch = ScoredRows.random(5, 4, 9);
        assertThat(ScoredRows.difference(
                        ScoredRows.logits(exported, batch), ScoredRows.logits(optimized.model(), batch)))
                .isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(value = Architecture.class, mode = EnumSource.Mode.EXCLUDE, names = "DEBERTA")
    void an_attention_whose_probabilities_the_caller_reads_is_left_alone(Architecture architecture)
            throws OrtException {
        // Given a model that gives the probabilities of its first layer too
        ModelProto exported = withOutput(TinyBert.of(architecture).layers(2).model(), "Softmax");

        // When it is rewritten
        Optimized optimized = GpuOptimizer.fp32(exported);

        // Then the other layer's attention is fused, and nothing is computed twice
        assertThat(places(optimized, "attention")).isEqualTo(1);
        assertThat(operators(optimized.model(), "Softmax")).isEqualTo(1);
        assertSameLogits(exported, optimized.model());
    }

    @Test
    void layers_that_share_their_weights_share_those_of_the_fused_operator() {
        // Given a model with one set of weights for three layers
        ModelProto exported = TinyBert.of(Architecture.ALBERT).layers(3).model();

        // When it is rewritten
        ModelProto optimized = GpuOptimizer.fp32(exported).model();

        // Then the attention of all layers reads one matrix
        assertThat(optimized.getGraph().getNodeList())
                .filteredOn(node -> node.getOpType().equals("Attention"))
                .hasSize(3)
                .extracting(node -> node.getInput(1))
                .containsOnly(node(optimized, "Attention").getInput(1));
    }

    @Test
    void a_softmax_over_queries_is_no_attention() throws OrtException {
        // Given a model whose softmax works along the queries
        ModelProto.Builder model = TinyBert.of(Architecture.BERT).model().toBuilder();
        for (NodeProto.Builder node : model.getGraphBuilder().getNodeBuilderList()) {
            if (node.getOpType().equals("Softmax")) {
                node.setAttribute(0, node.getAttribute(0).toBuilder().setI(2));
            }
        }
        ModelProto exported = model.build();

        // When it is rewritten
        Optimized optimized = GpuOptimizer.fp32(exported);

        // Then none is fused
        assertThat(places(optimized, "attention")).isZero();
        assertSameLogits(exported, optimized.model());
    }

    @Test
    void a_mask_that_depends_on_the_ids_is_no_mask_of_padding() throws OrtException {
        // Given a model whose mask is computed from the ids
        ModelProto.Builder model = TinyBert.of(Architecture.BERT).model().toBuilder();
        for (NodeProto.Builder node : model.getGraphBuilder().getNodeBuilderList()) {
            if (node.getInputCount() > 0 && node.getInput(0).equals("attention_mask")) {
                node.setInput(0, "token_type_ids");
            }
        }
        ModelProto exported = model.build();

        // When it is rewritten
        Optimized optimized = GpuOptimizer.fp32(exported);

        // Then no attention is fused
        assertThat(places(optimized, "attention")).isZero();
        assertSameLogits(exported, optimized.model());
    }

    @Test
    void a_gelu_whose_parts_the_caller_reads_is_left_alone() throws OrtException {
        // Given a model that gives a value in the middle of an activation
        ModelProto exported =
                withOutput(TinyBert.of(Architecture.BERT).layers(1).model(), "Erf");

        // When it is rewritten
        Optimized optimized = GpuOptimizer.fp32(exported);

        // Then the activation stays
        assertThat(places(optimized, "bias-gelu")).isZero();
        assertThat(operators(optimized.model(), "Erf")).isEqualTo(1);
        assertSameLogits(exported, optimized.model());
    }

    @Test
    void the_bias_stays_before_a_gelu_whose_input_something_else_reads() throws OrtException {
        // Given a model that gives the input of an activation too
        ModelProto model = TinyBert.of(Architecture.BERT).layers(1).model();
        NodeProto erf = node(model, "Erf");
        NodeProto scaled = model.getGraph().getNodeList().stream()
                .filter(node -> node.getOutputList().contains(erf.getInput(0)))
                .findFirst()
                .orElseThrow();
        ModelProto exported = withOutputs(model, scaled.getInput(0));

        // When it is rewritten
        Optimized optimized = GpuOptimizer.fp32(exported);

        // Then the activation is fused without its bias
        assertThat(operators(optimized.model(), "Gelu")).isEqualTo(1);
        assertThat(operators(optimized.model(), "BiasGelu")).isZero();
        assertSameLogits(exported, optimized.model());
    }

    @Test
    void a_sum_that_is_read_twice_is_a_result_of_its_normalisation() throws OrtException {
        // Given a model that normalises before each network and adds the sum before it again
        ModelProto exported =
                TinyBert.of(Architecture.BERT).layers(2).normalizedFirst().model();

        // When it is rewritten
        ModelProto optimized = GpuOptimizer.fp32(exported).model();

        // Then sums are the fourth results of normalisations
        assertThat(optimized.getGraph().getNodeList())
                .filteredOn(node -> node.getOpType().equals("SkipLayerNormalization"))
                .anyMatch(
                        node -> node.getOutputCount() == 4 && !node.getOutput(3).isEmpty());
        assertSorted(optimized);
        assertSameLogits(exported, optimized);
    }

    @Test
    void a_normalisation_whose_deviations_the_caller_reads_is_left_alone() throws OrtException {
        // Given a model that gives the deviations from the mean of the embeddings
        ModelProto exported =
                withOutput(TinyBert.of(Architecture.BERT).layers(1).model(), "Sub", "ReduceMean");

        // When it is rewritten
        Optimized optimized = GpuOptimizer.fp32(exported);

        // Then one of the three normalisations stays
        assertThat(operators(optimized.model(), "SkipLayerNormalization")).isEqualTo(2);
        assertThat(operators(optimized.model(), "ReduceMean")).isEqualTo(2);
        assertSameLogits(exported, optimized.model());
    }

    @Property(tries = 30)
    void nodes_stay_in_topological_order(
            @ForAll Architecture architecture,
            @ForAll Head head,
            @ForAll @IntRange(min = 11, max = 21) int opset,
            @ForAll @IntRange(max = 15) int variant) {
        ModelProto exported = variant(TinyBert.of(architecture).head(head).opset(opset), opset, variant)
                .model();

        GpuOptimizer.HalfModel half = GpuOptimizer.fp16(exported);

        assertSorted(half.optimized().model());
        assertSorted(half.rounded());
    }

    /** A model that also gives the first result of an operator, read by another one if that is named. */
    private static ModelProto withOutput(ModelProto model, String operator, String... readsResultOf) {
        Set<String> results = new HashSet<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (List.of(readsResultOf).contains(node.getOpType())) {
                results.addAll(node.getOutputList());
            }
        }
        String value = model.getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .filter(node ->
                        results.isEmpty() || node.getInputList().stream().anyMatch(results::contains))
                .findFirst()
                .orElseThrow()
                .getOutput(0);
        return withOutputs(model, value);
    }

    private static ModelProto withOutputs(ModelProto model, String value) {
        ModelProto.Builder changed = model.toBuilder();
        changed.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(value));
        return changed.build();
    }

    private static NodeProto node(ModelProto model, String operator) {
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .findFirst()
                .orElseThrow();
    }

    private static void assertSameLogits(ModelProto exported, ModelProto optimized) throws OrtException {
        List<int[]> batch = ScoredRows.random(3, 4, 9);
        assertThat(ScoredRows.difference(ScoredRows.logits(exported, batch), ScoredRows.logits(optimized, batch)))
                .isLessThan(ROUNDING);
    }

    private static void assertSorted(ModelProto model) {
        Set<String> known = new HashSet<>(Set.of(""));
        model.getGraph().getInputList().forEach(input -> known.add(input.getName()));
        model.getGraph().getInitializerList().forEach(weights -> known.add(weights.getName()));
        for (NodeProto node : model.getGraph().getNodeList()) {
            assertThat(known).as(node.getName()).containsAll(node.getInputList());
            known.addAll(node.getOutputList());
            assertThat(node.getAttributeList()).noneMatch(AttributeProto::hasG);
        }
    }

    private static long operators(ModelProto model, String operator) {
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .count();
    }

    private static int places(Optimized optimized, String rewriting) {
        return optimized.applied().stream()
                .filter(applied -> applied.name().equals(rewriting))
                .mapToInt(Applied::places)
                .sum();
    }
}
