package dev.parallax.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import dev.parallax.encode.Encoding;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.graph.GraphOptimizer.LabelGoal;
import dev.parallax.graph.GraphOptimizer.Optimized;
import dev.parallax.graph.TinyBert.Architecture;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SensitiveProductsTest {

    private static final int WIDTH = 64;
    private static final int PRODUCTS = 12;
    /** Large enough that 127 steps of it are coarser than all other weights. */
    private static final float OUTLIER = 300;

    private final List<String> stages = new ArrayList<>();

    @Property(tries = 4)
    void a_product_with_outliers_stays_in_floats_and_the_goal_is_reached(@ForAll long seed) throws OrtException {
        // Given a model with weights in one product whose effect a later subtraction takes away
        ModelProto exported = model(seed);
        Sensitive sensitive = addOutliers(exported, Math.floorMod(seed, 2));
        ModelProto model = sensitive.model();
        List<Encoding> texts = encodings(seed + 1, 120);

        // When labels are a goal
        Optimized optimized = GraphOptimizer.int8(model, encodings(seed + 2, 24), goal(0.9, texts));

        // Then that product stays in floats, few others do, and the labels are kept
        assertThat(optimized.inFloats().get(0).name()).isEqualTo(sensitive.name());
        assertThat(optimized.inFloats()).hasSizeLessThanOrEqualTo(PRODUCTS / 2);
        assertThat(optimized.inFloats())
                .isSortedAccordingTo((one, other) -> Double.compare(other.error(), one.error()));
        assertThat(places(optimized)).isEqualTo(PRODUCTS - optimized.inFloats().size());
        assertThat(kept(model, optimized.model(), texts)).isGreaterThanOrEqualTo(0.9);
        assertThat(kept(
                        model,
                        GraphOptimizer.int8(model, encodings(seed + 2, 24)).model(),
                        texts))
                .as("share of kept labels without a goal")
                .isLessThan(0.9);
    }

    @Property(tries = 2)
    void a_text_s_logits_do_not_depend_on_its_batch_where_products_stay_in_floats(@ForAll long seed)
            throws OrtException {
        // Given a model with some products in floats
        ModelProto model = addOutliers(model(seed), 1).model();
        Optimized optimized = GraphOptimizer.int8(model, encodings(seed + 2, 24), goal(0.95, encodings(seed + 1, 100)));
        assertThat(optimized.inFloats()).isNotEmpty();
        List<int[]> batch = ScoredRows.random(seed, 5, 20);

        // When rows are scored together and alone
        float[][] together = ScoredRows.logits(optimized.model(), batch);

        // Then they are the same up to the rounding of products in floats, whose kernel depends on the batch
        for (int i = 0; i < batch.size(); i++) {
            float[][] alone = ScoredRows.logits(optimized.model(), List.of(batch.get(i)));
            assertThat(ScoredRows.difference(alone, new float[][] {together[i]}))
                    .isLessThan(2e-4);
        }
    }

    @Test
    void the_same_graph_and_texts_give_the_same_bytes() throws OrtException {
        ModelProto model = addOutliers(model(7), 1).model();
        List<Encoding> texts = encodings(8, 100);
        Optimized once = GraphOptimizer.int8(model, encodings(9, 24), goal(0.97, texts));
        Optimized again = GraphOptimizer.int8(model, encodings(9, 24), goal(0.97, texts));
        assertThat(again.model()).isEqualTo(once.model());
        assertThat(again.inFloats()).isEqualTo(once.inFloats()).isNotEmpty();
    }

    @Test
    void nothing_is_measured_of_single_products_where_the_goal_is_reached_without() throws OrtException {
        // Given a goal that no change of a label misses
        List<Encoding> texts = encodings(4, 40);
        ModelProto model = model(3);

        // When the model is rewritten
        Optimized optimized = GraphOptimizer.int8(model, encodings(5, 24), goal(0.01, texts));

        // Then all its products are of 8-bit integers
        assertThat(optimized.inFloats()).isEmpty();
        assertThat(places(optimized)).isEqualTo(PRODUCTS);
        assertThat(stages).containsExactly("texts that keep their label with 0 of 12 products in 32-bit floats");
    }

    @Test
    void half_of_the_products_at_most_stay_in_floats() throws OrtException {
        // Given a goal that the model misses with many of its products in floats
        ModelProto model = model(3);

        // When no label of many texts may change
        Optimized optimized = GraphOptimizer.int8(model, encodings(5, 24), goal(1, encodings(4, 600)));

        // Then the search ends at half of them
        assertThat(optimized.inFloats()).hasSizeLessThanOrEqualTo(PRODUCTS / 2);
        assertThat(stages)
                .contains("texts that keep their label with 6 of 12 products in 32-bit floats")
                .contains("products whose error was measured");
    }

    private LabelGoal goal(double share, List<Encoding> texts) {
        return new LabelGoal(share, texts, (stage, done, total) -> stages.add(stage));
    }

    /** A model whose classes are about equally frequent: the mean of its logits is taken from the last bias. */
    private static ModelProto model(long seed) throws OrtException {
        ModelProto exported =
                TinyBert.of(Architecture.BERT).width(WIDTH).seed(seed).model();
        float[][] logits = ScoredRows.logits(exported, ScoredRows.random(seed, 100, 20));
        GraphProto.Builder graph = exported.getGraph().toBuilder();
        for (TensorProto.Builder weights : graph.getInitializerBuilderList()) {
            if (weights.getDimsList().equals(List.of(3L))) {
                float[] bias = Constants.floats(weights.build()).orElseThrow();
                for (float[] row : logits) {
                    for (int c = 0; c < bias.length; c++) {
                        bias[c] -= row[c] / logits.length;
                    }
                }
                weights.clearFloatData().setRawData(Constants.floats(bias, 3).getRawData());
            }
        }
        return exported.toBuilder().setGraph(graph).build();
    }

    private static List<Encoding> encodings(long seed, int count) {
        return ScoredRows.random(seed, count, 20).stream()
                .map(ids -> new Encoding(ids, new int[0], new int[0], 0))
                .toList();
    }

    private record Sensitive(ModelProto model, String name) {}

    /** Adds a multiple of the identity to the n-th attention's last projection, and subtracts it from the product. */
    private static Sensitive addOutliers(ModelProto exported, int n) {
        GraphProto.Builder graph = exported.getGraph().toBuilder();
        List<NodeProto> nodes = new ArrayList<>();
        int square = 0;
        String name = "";
        for (NodeProto node : graph.getNodeList()) {
            int weights = ModelGraph.is(node, "MatMul") ? matrix(graph, node.getInput(1)) : -1;
            // Queries, keys, values and the projection of each layer are square; the head's product comes last.
            if (weights < 0 || square++ != 4 * n + 3) {
                nodes.add(node);
                continue;
            }
            TensorProto tensor = graph.getInitializer(weights);
            float[] values = Constants.floats(tensor).orElseThrow();
            for (int i = 0; i < WIDTH; i++) {
                values[i * WIDTH + i] += OUTLIER;
            }
            graph.setInitializer(
                    weights, Constants.floats(values, WIDTH, WIDTH).toBuilder().setName(tensor.getName()));
            graph.addInitializer(
                    Constants.floats(new float[] {OUTLIER}).toBuilder().setName("outlier"));
            name = "with_outliers";
            nodes.add(node.toBuilder().setOutput(0, name).build());
            nodes.add(binary("Mul", node.getInput(0), "outlier", "outliers"));
            nodes.add(binary("Sub", name, "outliers", node.getOutput(0)));
        }
        return new Sensitive(
                exported.toBuilder()
                        .setGraph(graph.clearNode().addAllNode(nodes))
                        .build(),
                name);
    }

    private static NodeProto binary(String operator, String one, String other, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addInput(one)
                .addInput(other)
                .addOutput(output)
                .build();
    }

    private static int matrix(GraphProto.Builder graph, String name) {
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto weights = graph.getInitializer(i);
            if (weights.getName().equals(name) && weights.getDimsList().equals(List.of((long) WIDTH, (long) WIDTH))) {
                return i;
            }
        }
        return -1;
    }

    private static int places(Optimized optimized) {
        return optimized.applied().stream()
                .filter(applied -> applied.name().equals("int8"))
                .mapToInt(Applied::places)
                .sum();
    }

    private static double kept(ModelProto model, ModelProto rewritten, List<Encoding> texts) throws OrtException {
        List<int[]> rows = texts.stream().map(Encoding::ids).toList();
        float[][] expected = ScoredRows.logits(model, rows);
        float[][] found = ScoredRows.logits(rewritten, rows);
        int kept = 0;
        for (int i = 0; i < expected.length; i++) {
            kept += best(expected[i]) == best(found[i]) ? 1 : 0;
        }
        return kept / (double) texts.size();
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }
}
