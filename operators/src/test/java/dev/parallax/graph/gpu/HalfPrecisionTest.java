package dev.parallax.graph.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import dev.parallax.graph.Constants;
import dev.parallax.graph.HalfFloats;
import dev.parallax.graph.ScoredRows;
import dev.parallax.graph.TinyBert;
import dev.parallax.graph.TinyBert.Architecture;
import dev.parallax.graph.TinyBert.Head;
import dev.parallax.graph.gpu.GpuOptimizer.HalfModel;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {

    /** The largest relative error of rounding to half precision. */
    private static final double ROUNDING = 1.0 / (1 << 11);
    /**
     * Results of a layer that are rounded, one behind the other: attention, Gelu, three products, two normalisations.
     */
    private static final int OF_A_LAYER = 7;
    /** The largest magnitude of the numbers in these models, which normalisations bring back to a few units. */
    private static final double MAGNITUDE = 4;

    @Property(tries = 60)
    void half_precision_differs_by_the_rounding_of_its_layers(
            @ForAll Architecture architecture,
            @ForAll Head head,
            @ForAll @IntRange(min = 11, max = 21) int opset,
            @ForAll @IntRange(min = 1, max = 3) int layers,
            @ForAll boolean scaleOfShape,
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 2, max = 30) int longest,
            @ForAll long seed)
            throws OrtException {
        // Given a transformer as an exporter writes it
        TinyBert bert = TinyBert.of(architecture)
                .head(head)
                .opset(opset)
                .layers(layers)
                .width(16)
                .seed(seed);
        if (scaleOfShape) {
            bert.scaledQueriesAndKeys();
        }
        ModelProto exported = bert.model();

        // When it is rewritten to half precision
        HalfModel half = GpuOptimizer.fp16(exported);

        // Then its weights take half the room, and its inputs and outputs have the types that they had
        ModelProto optimized = half.optimized().model();
        assertThat(weights(optimized)).isLessThan(0.75 * weights(exported));
        assertThat(optimized.getGraph().getInputList())
                .isEqualTo(exported.getGraph().getInputList());
        assertThat(optimized.getGraph().getOutputList())
                .isEqualTo(exported.getGraph().getOutputList());
        // And logits differ by no more than if all of its rounding went one way
        List<int[]> batch = ScoredRows.random(seed, rows, longest);
        float[][] expected = ScoredRows.logits(exported, batch);
        double most = ROUNDING * MAGNITUDE * OF_A_LAYER * (layers + 1);
        assertThat(ScoredRows.difference(expected, ScoredRows.logits(optimized, batch)))
                .isLessThan(most);
        assertThat(ScoredRows.difference(expected, ScoredRows.logits(half.rounded(), batch)))
                .isLessThan(most);
    }

    /** Bytes of the weights. */
    private static double weights(ModelProto model) {
        return model.getGraph().getInitializerList().stream()
                .mapToInt(TensorProto::getSerializedSize)
                .sum();
    }

    @Test
    void rounding_between_operators_can_be_seen_on_a_cpu_in_the_rounded_graph_alone() throws OrtException {
        // Given a model of three layers in half precision
        ModelProto exported =
                TinyBert.of(Architecture.BERT).layers(3).width(16).seed(9).model();
        HalfModel half = GpuOptimizer.fp16(exported);
        List<int[]> batch = ScoredRows.random(9, 6, 20);

        // When both forms run on a CPU
        float[][] rounded = ScoredRows.logits(half.rounded(), batch);
        float[][] halves = ScoredRows.logits(half.optimized().model(), batch);

        // Then their logits differ: ONNX Runtime leaves rounding out of the graph of half precision
        assertThat(ScoredRows.difference(rounded, halves)).isPositive();
        assertThat(half.rounded().getGraph().getNodeList())
                .filteredOn(node -> node.getOpType().equals("Cast"))
                .hasSizeGreaterThanOrEqualTo(2 * 3 * OF_A_LAYER);
    }

    @Test
    void what_needs_32_bit_floats_keeps_them() throws OrtException {
        // Given a model whose attention is not recognised, because it works along the queries
        ModelProto.Builder model = TinyBert.of(Architecture.BERT).layers(1).width(16).model().toBuilder();
        for (NodeProto.Builder node : model.getGraphBuilder().getNodeBuilderList()) {
            if (node.getOpType().equals("Softmax")) {
                node.setAttribute(0, node.getAttribute(0).toBuilder().setI(2));
            }
        }
        ModelProto exported = model.build();

        // When it is rewritten to half precision
        ModelProto half = GpuOptimizer.fp16(exported).optimized().model();

        // Then softmax, the mask and the head have the constants and the operators that they had
        assertThat(producer(half, input(half, "Softmax")).map(NodeProto::getOpType))
                .contains("Add");
        List<TensorProto> weights = half.getGraph().getInitializerList();
        assertThat(weights)
                .filteredOn(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE)
                .filteredOn(tensor -> tensor.getDimsCount() == 2)
                .extracting(tensor -> tensor.getDims(1))
                .containsExactlyInAnyOrder(16L, 3L);
        assertThat(weights)
                .anyMatch(tensor -> Constants.floats(tensor)
                        .filter(values -> values.length == 1 && values[0] == -10000)
                        .isPresent());
        List<int[]> batch = ScoredRows.random(2, 4, 9);
        assertThat(ScoredRows.difference(ScoredRows.logits(exported, batch), ScoredRows.logits(half, batch)))
                .isLessThan(ROUNDING * MAGNITUDE * OF_A_LAYER * 2);
    }

    private static String input(ModelProto model, String operator) {
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .findFirst()
                .orElseThrow()
                .getInput(0);
    }

    private static Optional<NodeProto> producer(ModelProto model, String value) {
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getOutputList().contains(value))
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            65504, true
            65505, false
            1e9, false
            NaN, false
            0, true
            1, true
            0.1, true
            1e-12, false
            4e-7, false
            7e-5, true
            """)
    void a_number_that_half_precision_cannot_hold_is_known(float number, boolean held) {
        assertThat(HalfFloats.canHold(Constants.floats(new float[] {number}))).isEqualTo(held);
    }

    @Test
    void a_few_numbers_that_vanish_among_larger_ones_do_no_harm() {
        assertThat(HalfFloats.canHold(Constants.floats(new float[] {1, 1e-9f, 0.5f, -3e-8f}, 4)))
                .isTrue();
        assertThat(HalfFloats.canHold(Constants.floats(new float[] {1e-6f, 1e-7f, 2e-7f, -3e-8f}, 4)))
                .isFalse();
    }

    @Test
    void a_matrix_with_a_number_out_of_range_stays_in_32_bit_floats() throws OrtException {
        // Given a model with a weight above 65,504, whose product the next normalisation brings back
        ModelProto.Builder model = TinyBert.of(Architecture.BERT).layers(1).width(16).model().toBuilder();
        int index = -1;
        for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
            TensorProto tensor = model.getGraph().getInitializer(i);
            if (tensor.getDimsList().equals(List.of(16L, 32L))) {
                index = i;
            }
        }
        TensorProto matrix = model.getGraph().getInitializer(index);
        float[] values = Constants.floats(matrix).orElseThrow();
        values[3] = 70_000;
        TensorProto large = Constants.floats(values, 16, 32);
        model.getGraphBuilder().setInitializer(index, large.toBuilder().setName(matrix.getName()));
        ModelProto exported = model.build();

        // When it is rewritten to half precision
        ModelProto half = GpuOptimizer.fp16(exported).optimized().model();

        // Then the matrix is as it was
        assertThat(half.getGraph().getInitializerList())
                .filteredOn(tensor -> tensor.getName().equals(matrix.getName()))
                .singleElement()
                .matches(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE);
    }
}
