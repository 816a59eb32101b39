package dev.parallax.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ColumnScaledTest {

    @Property
    void products_with_unsigned_bytes_are_exact_where_sums_of_two_saturate_at_16_bits(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll @IntRange(max = 3) int outliers,
            @ForAll long seed) {
        // Given a matrix with some outliers
        Random random = new Random(seed);
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < outliers; i++) {
            matrix[random.nextInt(matrix.length)] *= 50;
        }

        // When it is multiplied by the activations that are worst for a column: 255 wherever its weights are positive
        ColumnScaled integers = ColumnScaled.of(matrix, rows, columns);

        // Then a processor whose sums of two products saturate gives the exact product
        for (int column = 0; column < columns; column++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                int[] activations = new int[rows];
                for (int row = 0; row < rows; row++) {
                    boolean same = integers.values()[row * columns + column] * sign > 0;
                    activations[row] = same ? 255 : random.nextInt(256);
                }
                assertThat(saturating(activations, integers.values(), columns, column))
                        .isEqualTo(exact(activations, integers.values(), columns, column));
            }
        }
    }

    @Property
    void a_number_differs_by_half_a_step_at_most_from_the_one_that_it_is_for(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
        }
        ColumnScaled integers = ColumnScaled.of(matrix, rows, columns);
        for (int i = 0; i < matrix.length; i++) {
            float scale = integers.scales()[i % columns];
            assertThat(Math.abs(integers.values()[i] * scale - matrix[i])).isLessThanOrEqualTo(0.50001f * scale);
        }
    }

    @Test
    void the_emulated_instruction_saturates_where_neighbours_are_large() {
        byte[] weights = {127, 127, -127, -127};
        int[] activations = {255, 255, 255, 255};
        assertThat(exact(activations, weights, 1, 0)).isZero();
        assertThat(saturating(activations, weights, 1, 0)).isEqualTo(32767 - 32768);
    }

    private static int exact(int[] activations, byte[] weights, int columns, int column) {
        int sum = 0;
        for (int row = 0; row < activations.length; row++) {
            sum += activations[row] * weights[row * columns + column];
        }
        return sum;
    }

    /** As {@code vpmaddubsw} and {@code vpmaddwd} add: pairs with saturation at 16 bits, then without. */
    private static int saturating(int[] activations, byte[] weights, int columns, int column) {
        int sum = 0;
        for (int row = 0; row < activations.length; row += 2) {
            int pair = activations[row] * weights[row * columns + column];
            if (row + 1 < activations.length) {
                pair += activations[row + 1] * weights[(row + 1) * columns + column];
            }
            sum += Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, pair));
        }
        return sum;
    }
}
