package dev.parallax.graph.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.graph.GraphOptimizer.Optimized;
import dev.parallax.graph.ScoredRows;
import dev.parallax.graph.TinyBert;
import dev.parallax.graph.TinyBert.Architecture;
import dev.parallax.graph.TinyBert.Head;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GpuOptimizerTest {

    private static final double ROUNDING = 1e-4;

    @Property(tries = 60)
    void fused_operators_compute_the_same(
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

        // When it is rewritten for GPUs
        Optimized optimized = GpuOptimizer.fp32(exported);

        // Then the attention, the normalisations and the activation of each layer are fused
        assertThat(places(optimized, "attention")).isEqualTo(layers);
        assertThat(places(optimized, "bias-gelu")).isEqualTo(layers);
        assertThat(operators(optimized.model(), "SkipLayerNormalization")).isGreaterThanOrEqualTo(2 * layers);
        assertThat(operators(optimized.model(), "ReduceMean")).isZero();
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
        ModelProto once = GpuOptimizer.fp32(
                        TinyBert.of(architecture).head(head).opset(opset).model())
                .model();

        // When it is rewritten again
        Optimized twice = GpuOptimizer.fp32(once);

        // Then nothing is found
        assertThat(twice.applied()).isEmpty();
        assertThat(twice.model()).isSameAs(once);
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
