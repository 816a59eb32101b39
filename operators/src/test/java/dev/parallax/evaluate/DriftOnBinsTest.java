package dev.parallax.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.stats.JensenShannon;
import dev.parallax.evaluate.stats.PopulationStability;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DriftOnBinsTest {

    private static final long[] REFERENCE = {500, 300, 200, 0};
    private static final long[] CURRENT = {400, 350, 240, 10};
    private static final long[] NOTHING = {0, 0, 0, 0};

    @Test
    void the_population_stability_index_is_that_of_its_definition() {
        // From the formula in NumPy, with shares of 0.0001 at least.
        assertThat(PopulationStability.psi(REFERENCE, CURRENT)).isCloseTo(0.08290593623582418, within(1e-15));
        assertThat(PopulationStability.of("drift.score.psi", REFERENCE, CURRENT))
                .isEqualTo(MetricValue.of("drift.score.psi", PopulationStability.psi(REFERENCE, CURRENT)));
    }

    @Test
    void the_jensen_shannon_distance_is_that_of_its_definition() {
        // scipy.spatial.distance.jensenshannon(reference, current, base=2)
        assertThat(JensenShannon.distance(REFERENCE, CURRENT)).isCloseTo(0.10824834696321617, within(1e-15));
        assertThat(JensenShannon.distance(new long[] {7, 0}, new long[] {0, 3})).isEqualTo(1);
        assertThat(JensenShannon.of("drift.score.js", REFERENCE, CURRENT))
                .isEqualTo(MetricValue.of("drift.score.js", JensenShannon.distance(REFERENCE, CURRENT)));
    }

    @Test
    void a_bin_that_only_one_side_has_adds_what_is_documented() {
        assertThat(PopulationStability.psi(new long[] {1000, 0}, new long[] {950, 50}))
                .isCloseTo(0.31 + 0.05 * -Math.log(0.95), within(0.001));
    }

    @Test
    void bins_that_are_empty_on_both_sides_add_nothing_however_many() {
        long[] few = {6000, 3000};
        long[] current = {60, 30};
        assertThat(PopulationStability.psi(Arrays.copyOf(few, 200), Arrays.copyOf(current, 200)))
                .isEqualTo(PopulationStability.psi(few, current))
                .isZero();
    }

    @Test
    void a_side_without_texts_leaves_both_undefined_and_the_reason_says_which() {
        assertThat(PopulationStability.of("p", NOTHING, CURRENT))
                .isEqualTo(MetricValue.undefined("p", "no texts in the reference"));
        assertThat(PopulationStability.of("p", REFERENCE, NOTHING))
                .isEqualTo(MetricValue.undefined("p", "no texts in the window"));
        assertThat(JensenShannon.of("j", NOTHING, CURRENT))
                .isEqualTo(MetricValue.undefined("j", "no texts in the reference"));
        assertThat(JensenShannon.of("j", REFERENCE, NOTHING))
                .isEqualTo(MetricValue.undefined("j", "no texts in the window"));
    }

    @Test
    void counts_that_are_not_over_the_same_bins_are_an_error() {
        assertThatThrownBy(() -> PopulationStability.psi(new long[] {1}, new long[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Counts over the same bins are compared, not 1 bins with 2");
        assertThatThrownBy(() -> JensenShannon.distance(new long[] {1}, new long[] {-1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A bin has 0 texts or more, not -1");
    }

    @Property
    void both_are_symmetric_and_zero_for_equal_shares(
            @ForAll("counts") long[] a, @ForAll("counts") long[] b, @ForAll @IntRange(min = 1, max = 9) int times) {
        long[] more = Arrays.stream(a).map(count -> count * times).toArray();
        assertThat(PopulationStability.psi(a, b))
                .isCloseTo(PopulationStability.psi(b, a), within(1e-12))
                .isNotNegative();
        assertThat(JensenShannon.distance(a, b))
                .isCloseTo(JensenShannon.distance(b, a), within(1e-12))
                .isBetween(0.0, 1.0);
        assertThat(PopulationStability.psi(a, more)).isCloseTo(0, within(1e-12));
        assertThat(JensenShannon.distance(a, more)).isCloseTo(0, within(1e-7));
    }

    @Property
    void the_jensen_shannon_distance_is_a_metric(
            @ForAll("counts") long[] a, @ForAll("counts") long[] b, @ForAll("counts") long[] c) {
        assertThat(JensenShannon.distance(a, c))
                .isLessThanOrEqualTo(JensenShannon.distance(a, b) + JensenShannon.distance(b, c) + 1e-9);
    }

    @Provide
    Arbitrary<long[]> counts() {
        return Arbitraries.longs()
                .between(0, 1000)
                .array(long[].class)
                .ofSize(4)
                .filter(counts -> Arrays.stream(counts).sum() > 0);
    }
}
