package dev.parallax.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import dev.parallax.encode.Encoding;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.graph.GraphOptimizer.Optimized;
import dev.parallax.graph.TinyBert.Architecture;
import dev.parallax.graph.TinyBert.Head;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphOptimizerTest {

    private static final double ROUNDING = 1e-4;

    @Property(tries = 60)
    void a_rewritten_graph_computes_the_same(
            @ForAll Architecture architecture,
            @ForAll Head head,
            @ForAll @IntRange(min = 11, max = 21) int opset,
            @ForAll @IntRange(min = 1, max = 3) int layers,
            @ForAll boolean operator,
            @ForAll boolean shapesOfLayerInput,
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 2, max = 30) int longest,
            @ForAll long seed)
            throws OrtException {
        // Given a transformer as an exporter writes it
        TinyBert bert =
                TinyBert.of(architecture).head(head).opset(opset).layers(layers).seed(seed);
        if (operator && opset >= 17) {
            bert.layerNormalizationOperator();
        }
        if (shapesOfLayerInput) {
            bert.shapesOfLayerInput();
        }
        ModelProto exported = bert.model();

        // When it is rewritten
        Optimized optimized = GraphOptimizer.fp32(exported);

        // Then all its normalisations are found, and the first position if the head reads no other
        assertThat(places(optimized, "layer-normalization")).isEqualTo(1 + 2 * layers);
        boolean first = head == Head.FIRST_TOKEN || head == Head.SLICED_FIRST_TOKEN;
        assertThat(places(optimized, "first-position")).isEqualTo(first ? 1 : 0);
        // And it computes the same
        List<int[]> batch = ScoredRows.random(seed, rows, longest);
        assertThat(ScoredRows.difference(
                        ScoredRows.logits(exported, batch), ScoredRows.logits(optimized.model(), batch)))
                .isLessThan(ROUNDING);
    }

    @Property(tries = 20)
    void rewriting_twice_is_rewriting_once(
            @ForAll Architecture architecture, @ForAll Head head, @ForAll @IntRange(min = 11, max = 21) int opset) {
        // Given a rewritten graph
        ModelProto once = GraphOptimizer.fp32(
                        TinyBert.of(architecture).head(head).opset(opset).model())
                .model();

        // When it is rewritten again
        Optimized twice = GraphOptimizer.fp32(once);

        // Then nothing is found
        assertThat(twice.applied()).isEmpty();
        assertThat(twice.model()).isSameAs(once);
    }

    @Property(tries = 30)
    void a_text_s_logits_from_8_bit_products_are_the_same_alone_and_in_a_batch(
            @ForAll Architecture architecture,
            @ForAll Head head,
            @ForAll @IntRange(min = 11, max = 21) int opset,
            @ForAll @IntRange(min = 2, max = 6) int rows,
            @ForAll long seed)
            throws OrtException {
        // Given a model with 8-bit products
        ModelProto exported = TinyBert.of(architecture)
                .head(head)
                .opset(opset)
                .width(64)
                .seed(seed)
                .model();
        ModelProto model = GraphOptimizer.int8(exported, encodings(seed + 1)).model();
        List<int[]> batch = ScoredRows.random(seed, rows, 20);

        // When rows are scored together and alone
        float[][] together = ScoredRows.logits(model, batch);

        // Then not a bit differs before the head, whose products are of 32-bit floats and of one size for all batches
        for (int i = 0; i < rows; i++) {
            float[][] alone = ScoredRows.logits(model, List.of(batch.get(i)));
            assertThat(ScoredRows.difference(alone, new float[][] {together[i]}))
                    .isLessThan(2e-6);
        }
    }

    @Property(tries = 20)
    void logits_from_8_bit_products_are_near_those_of_floats(
            @ForAll Architecture architecture, @ForAll @IntRange(min = 11, max = 21) int opset, @ForAll long seed)
            throws OrtException {
        // Given a model, and the same with 8-bit products
        ModelProto exported =
                TinyBert.of(architecture).opset(opset).width(64).seed(seed).model();
        Optimized int8 = GraphOptimizer.int8(exported, encodings(seed + 1));
        List<int[]> batch = ScoredRows.random(seed, 8, 20);

        // When both score rows
        float[][] expected = ScoredRows.logits(exported, batch);
        float[][] found = ScoredRows.logits(int8.model(), batch);

        // Then all products of the two layers are of 8 bits, and logits differ by little of what they spread
        assertThat(places(int8, "int8")).isEqualTo(12);
        // ALBERT has the approximated Gelu from the beginning
        assertThat(places(int8, "gelu-approximation")).isEqualTo(architecture == Architecture.ALBERT ? 0 : 2);
        assertThat(operators(int8.model(), "Erf")).isZero();
        assertThat(ScoredRows.difference(expected, found)).isLessThan(0.1 * spread(expected));
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void a_hidden_state_that_the_caller_reads_is_computed_for_all_positions(Architecture architecture)
            throws OrtException {
        // Given a model that gives its last hidden state too
        ModelProto exported = TinyBert.of(architecture).hiddenStateIsOutput().model();

        // When it is rewritten
        Optimized optimized = GraphOptimizer.fp32(exported);

        // Then its last layer is left alone
        assertThat(places(optimized, "first-position")).isZero();
        List<int[]> batch = ScoredRows.random(3, 4, 9);
        assertThat(ScoredRows.difference(
                        ScoredRows.logits(exported, batch), ScoredRows.logits(optimized.model(), batch)))
                .isLessThan(ROUNDING);
    }

    @Test
    void a_power_that_belongs_to_no_normalisation_is_left_alone() {
        // Given a model whose squares are powers with another exponent
        ModelProto exported = TinyBert.of(Architecture.BERT).model();
        ModelProto.Builder other = exported.toBuilder();
        for (NodeProto.Builder node : other.getGraphBuilder().getNodeBuilderList()) {
            if (node.getOpType().equals("Pow")) {
                node.setInput(1, node.getInput(0));
            }
        }

        // When it is rewritten
        Optimized optimized = GraphOptimizer.fp32(other.build());

        // Then none of them is taken for a normalisation
        assertThat(places(optimized, "layer-normalization")).isZero();
        assertThat(operators(optimized.model(), "Pow")).isEqualTo(operators(exported, "Pow"));
    }

    @Test
    void the_last_layer_keeps_nothing_that_is_not_read_any_more() {
        // Given a model of one layer
        ModelProto exported = TinyBert.of(Architecture.BERT).layers(1).model();

        // When it is rewritten
        ModelProto optimized = GraphOptimizer.fp32(exported).model();

        // Then it has its products as before, and no weights without a reader
        assertThat(operators(optimized, "MatMul")).isEqualTo(operators(exported, "MatMul"));
        List<String> read = optimized.getGraph().getNodeList().stream()
                .flatMap(node -> node.getInputList().stream())
                .toList();
        assertThat(optimized.getGraph().getInitializerList())
                .allSatisfy(weights -> assertThat(read).contains(weights.getName()));
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

    private static List<Encoding> encodings(long seed) {
        return ScoredRows.random(seed, 24, 20).stream()
                .map(ids -> new Encoding(ids, new int[0], new int[0], 0))
                .toList();
    }

    private static double spread(float[][] logits) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (float[] row : logits) {
            for (float logit : row) {
                lowest = Math.min(lowest, logit);
                highest = Math.max(highest, logit);
            }
        }
        return highest - lowest;
    }
}
