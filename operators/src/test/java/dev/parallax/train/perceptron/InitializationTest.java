package dev.parallax.train.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitializationTest {

    private static final PerceptronShape SHAPE = new PerceptronShape(List.of(300, 600, 2));

    private static double[] matrix(double[] weights, int layer) {
        return Arrays.copyOfRange(weights, SHAPE.matrixAt(layer), SHAPE.biasesAt(layer));
    }

    private static double[] biases(double[] weights, int layer) {
        return Arrays.copyOfRange(weights, SHAPE.biasesAt(layer), SHAPE.matrixAt(layer + 1));
    }

    private static double variance(double[] values) {
        return Arrays.stream(values).map(v -> v * v).average().orElse(0);
    }

    @ParameterizedTest
    @EnumSource
    void a_seed_produces_the_same_weights_and_another_seed_others(Initialization init) {
        assertThat(init.weights(SHAPE, 3)).containsExactly(init.weights(SHAPE, 3));
        assertThat(init.weights(SHAPE, 3)).isNotEqualTo(init.weights(SHAPE, 4));
    }

    @Test
    void sparks_weights_and_biases_lie_within_two_point_four_by_the_root_of_inputs() {
        double[] weights = Initialization.SPARK.weights(SHAPE, 1);

        for (int k = 0; k < 2; k++) {
            double bound = 2.4 / Math.sqrt(SHAPE.inputs(k));
            assertThat(Arrays.stream(matrix(weights, k)).map(Math::abs).max().orElse(0))
                    .isLessThanOrEqualTo(bound)
                    .isGreaterThan(0.98 * bound);
            assertThat(Arrays.stream(biases(weights, k)).map(Math::abs).max().orElse(0))
                    .isLessThanOrEqualTo(bound)
                    .isGreaterThan(0);
            assertThat(variance(matrix(weights, k))).isCloseTo(bound * bound / 3, within(bound * bound * 0.02));
        }
    }

    @Test
    void the_questions_weights_are_glorots_with_biases_of_one() {
        double[] glorot = Initialization.GLOROT.weights(SHAPE, 1);
        double[] question = Initialization.QUESTION.weights(SHAPE, 1);

        for (int k = 0; k < 2; k++) {
            assertThat(matrix(question, k)).containsExactly(matrix(glorot, k));
            assertThat(biases(glorot, k)).containsOnly(0);
            assertThat(biases(question, k)).containsOnly(1);
        }
        double bound = Math.sqrt(6) / Math.sqrt(300 + 600);
        assertThat(Arrays.stream(matrix(glorot, 0)).map(Math::abs).max().orElse(0))
                .isLessThanOrEqualTo(bound)
                .isGreaterThan(0.99 * bound);
    }

    @Test
    void truncated_normals_end_at_two_deviations() {
        double[] weights = matrix(Initialization.TRUNCATED_NORMAL.weights(SHAPE, 1), 0);

        assertThat(Arrays.stream(weights).map(Math::abs).max().orElse(0)).isBetween(1.99, 2.0);
        // Variance of a standard normal within two deviations: 1 - 4 φ(2) / (2 Φ(2) - 1).
        assertThat(variance(weights)).isCloseTo(0.7737, within(0.01));
    }
}
