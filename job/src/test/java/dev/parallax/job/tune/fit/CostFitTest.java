package dev.parallax.job.tune.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class CostFitTest {

    @Property(tries = 200)
    void exact_times_give_their_coefficients(
            @ForAll @DoubleRange(min = 0, max = 5) @Scale(6) double base,
            @ForAll @DoubleRange(min = 0.001, max = 1) @Scale(6) double perToken,
            @ForAll @DoubleRange(min = 0, max = 0.01) @Scale(6) double perSquare) {
        // Given
        RunCost cost = new RunCost(base, perToken, perSquare);
        // When
        CostFit fit = CostFit.of(SyntheticTimes.measured(cost, 1, millis -> millis));
        // Then
        assertThat(fit.cost().base()).isCloseTo(base, within(1e-6));
        assertThat(fit.cost().perToken()).isCloseTo(perToken, within(1e-6));
        assertThat(fit.cost().perSquare()).isCloseTo(perSquare, within(1e-8));
        assertThat(fit.rSquared()).isCloseTo(1, within(1e-9));
        assertThat(fit.largestError()).isCloseTo(0, within(1e-6));
        assertThat(fit.slowest()).isEqualTo(1);
    }

    @Property(tries = 200)
    void noise_and_disturbed_runs_leave_times_as_they_are(
            @ForAll @DoubleRange(min = 0, max = 5) @Scale(6) double base,
            @ForAll @DoubleRange(min = 0.001, max = 1) @Scale(6) double perToken,
            @ForAll @DoubleRange(min = 0, max = 0.01) @Scale(6) double perSquare,
            @ForAll long seed) {
        // Given
        RunCost cost = new RunCost(base, perToken, perSquare);
        Random random = new Random(seed);
        // When
        CostFit fit = CostFit.of(SyntheticTimes.measured(cost, 15, millis -> {
            double noise = 1 + 0.04 * (random.nextDouble() - 0.5);
            return millis * (random.nextInt(10) == 0 ? 20 : noise);
        }));
        // Then
        assertThat(fit.cost().base()).isNotNegative();
        assertThat(fit.cost().perToken()).isNotNegative();
        assertThat(fit.cost().perSquare()).isNotNegative();
        for (int rows : List.of(1, 3, 16, 100)) {
            for (int length : List.of(10, 64, 120)) {
                assertThat(fit.cost().millis(rows, length)).isCloseTo(cost.millis(rows, length), withinPercentage(4));
            }
        }
        assertThat(fit.rSquared()).isGreaterThan(0.99);
        assertThat(fit.slowest()).isGreaterThan(10);
    }

    @Test
    void no_coefficient_is_negative_where_the_best_one_would_be() {
        // Given: less time for each further token
        List<ShapeTimes> measured = List.of(
                new ShapeTimes(1, 10, List.of(10.0)),
                new ShapeTimes(2, 10, List.of(9.0)),
                new ShapeTimes(4, 10, List.of(8.0)),
                new ShapeTimes(1, 40, List.of(8.0)));
        // When
        CostFit fit = CostFit.of(measured);
        // Then
        assertThat(fit.cost().base()).isBetween(8.0, 10.0);
        assertThat(fit.cost().perToken()).isZero();
        assertThat(fit.cost().perSquare()).isZero();
        assertThat(fit.largestError()).isBetween(0.05, 0.25);
    }

    @Test
    void texts_of_one_length_have_no_term_of_their_own_for_it() {
        // Given
        List<ShapeTimes> measured = List.of(
                new ShapeTimes(1, 10, List.of(3.0)),
                new ShapeTimes(2, 10, List.of(5.0)),
                new ShapeTimes(4, 10, List.of(9.0)));
        // When
        CostFit fit = CostFit.of(measured);
        // Then
        assertThat(fit.cost().millis(8, 10)).isCloseTo(17, within(1e-6));
        assertThat(fit.cost().base()).isCloseTo(1, within(1e-6));
    }

    @Test
    void one_shape_is_enough_for_its_own_time() {
        CostFit fit = CostFit.of(List.of(new ShapeTimes(1, 7, List.of(2.0, 9.0, 1.0))));
        assertThat(fit.cost().millis(1, 7)).isCloseTo(2, within(1e-9));
        assertThat(fit.spread()).containsExactly(0.5, 1.0, 4.5);
    }

    @Test
    void errors_are_those_of_the_medians() {
        // Given: the middle shape does not fit
        List<ShapeTimes> measured = List.of(
                new ShapeTimes(1, 10, List.of(10.0)),
                new ShapeTimes(2, 10, List.of(26.0, 25.0, 500.0)),
                new ShapeTimes(4, 10, List.of(40.0)));
        // When
        CostFit fit = CostFit.of(measured);
        // Then
        assertThat(fit.rSquared()).isBetween(0.8, 0.99);
        assertThat(fit.medianError()).isLessThan(fit.largestError());
        assertThat(fit.largestError()).isBetween(0.05, 0.3);
    }

    @Test
    void times_that_are_none_are_refused() {
        assertThatThrownBy(() -> CostFit.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShapeTimes(1, 1, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShapeTimes(1, 1, List.of(0.0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShapeTimes(1, 1, List.of(Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
