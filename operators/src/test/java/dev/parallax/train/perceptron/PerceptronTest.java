package dev.parallax.train.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.parallax.infer.onnx.OrtRuntime;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.linear.LinearHead;
import dev.parallax.train.model.HeadGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

public class PerceptronTest {

    /** A network of random weights. */
    public static Perceptron random(List<Integer> layers, long seed) {
        Random random = new Random(seed);
        PerceptronShape shape = new PerceptronShape(layers);
        return new Perceptron(
                shape,
                DoubleStream.generate(random::nextGaussian).limit(shape.size()).toArray());
    }

    private static float[] row(int width, Random random) {
        float[] row = new float[width];
        for (int j = 0; j < width; j++) {
            row[j] = (float) random.nextGaussian();
        }
        return row;
    }

    @Test
    void a_small_network_computes_what_is_worked_out_by_hand() {
        // Given two features, two hidden units and two classes; matrices lie column by column
        Perceptron network = Perceptron.of(List.of(2, 2, 2), new double[] {
            1, -1, // from feature 0
            2, 0.5, // from feature 1
            0.1, -0.2, // biases
            1, 0, // from unit 0
            -1, 2, // from unit 1
            0, 0.3
        });
        double unit0 = 1 / (1 + Math.exp(-(1 * 3 + 2 * -1 + 0.1)));
        double unit1 = 1 / (1 + Math.exp(-(-1 * 3 + 0.5 * -1 - 0.2)));

        // When a row goes through it
        double[] logits = network.logits(new double[] {3, -1});
        double[] probabilities = network.probabilities(new float[] {3, -1});

        // Then
        assertThat(logits[0]).isCloseTo(unit0 - unit1, within(1e-15));
        assertThat(logits[1]).isCloseTo(2 * unit1 + 0.3, within(1e-15));
        assertThat(probabilities[0])
                .isCloseTo(Math.exp(logits[0]) / (Math.exp(logits[0]) + Math.exp(logits[1])), within(1e-15));
        assertThat(network.predict(new float[] {3, -1})).isZero();
    }

    @Test
    void logits_far_apart_produce_probabilities_and_not_nan() {
        Perceptron network = Perceptron.of(List.of(1, 2), new double[] {2000, -2000, 0, 0});

        assertThat(network.probabilities(new double[] {1})).containsExactly(1, 0);
        assertThat(network.probabilities(new double[] {-1})).containsExactly(0, 1);
    }

    @Property(tries = 20)
    void onnx_runtime_computes_the_same_from_the_graph(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 2, max = 9) Integer> layers, @ForAll long seed)
            throws Exception {
        Perceptron network = random(layers, seed);
        Random random = new Random(seed + 1);
        float[][] rows = {row(layers.get(0), random), row(layers.get(0), random)};
        OrtEnvironment environment = OrtRuntime.environment();

        try (OrtSession session = environment.createSession(network.toOnnx().toByteArray());
                OnnxTensor features = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of(HeadGraph.FEATURES, features))) {
            float[][] logits = (float[][]) result.get(0).getValue();
            for (int i = 0; i < rows.length; i++) {
                double[] expected = network.logits(rows[i]);
                for (int c = 0; c < expected.length; c++) {
                    assertThat((double) logits[i][c]).isCloseTo(expected[c], within(1e-4));
                }
            }
        }
    }

    @Property(tries = 50)
    void a_network_comes_back_from_onnx_with_its_weights_in_float32(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 2, max = 9) Integer> layers, @ForAll long seed) {
        Perceptron network = random(layers, seed);

        HeadGraph graph = HeadGraph.parse("head.onnx", network.toOnnx().toByteArray());
        Perceptron back = Perceptron.of(graph);

        assertThat(back.shape()).isEqualTo(network.shape());
        assertThat(back.weights())
                .containsExactly(
                        Arrays.stream(network.weights()).map(w -> (float) w).toArray());
        assertThat(back.toOnnx().toByteArray()).isEqualTo(graph.toByteArray());
    }

    @Test
    void another_head_is_not_read_as_a_perceptron() {
        HeadGraph linear = new LinearHead(new float[][] {{1, 2}, {3, 4}}, new float[] {0, 0}).toOnnx();

        assertThatThrownBy(() -> Perceptron.of(linear))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is not a perceptron: it has the nodes [Gemm]");
    }

    @Test
    void layers_and_weights_that_do_not_fit_are_rejected() {
        assertThatThrownBy(() -> Perceptron.of(List.of(2, 3, 2), new double[16]))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has 16 weights: expected 17");
        assertThatThrownBy(() -> Perceptron.of(List.of(1, 2), new double[] {0, 1, Double.NaN, 0}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Weight 2 of a perceptron is NaN");
        for (List<Integer> layers : List.of(List.of(2), List.of(2, 1), List.of(0, 2), List.of(2, 0, 2))) {
            assertThatThrownBy(() -> new PerceptronShape(layers))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining(layers.toString());
        }
    }

    @Test
    void sizes_beyond_an_array_are_rejected() {
        assertThatThrownBy(() -> new PerceptronShape(List.of(100_000, 100_000, 2)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("10000300002 weights");
    }

    @Test
    void a_row_of_another_width_is_rejected() {
        assertThatThrownBy(() -> random(List.of(3, 2), 1).probabilities(new float[] {1, 2}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has 2 features: expected 3");
    }
}
