package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.f1.MetricValue;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.datasketches.kll.KllFloatsSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KolmogorovSmirnovTest {

    @Test
    void the_statistic_and_the_p_value_are_those_of_their_definitions() {
        // Given
        KllFloatsSketch reference = KllFloatsSketch.newHeapInstance();
        KllFloatsSketch current = KllFloatsSketch.newHeapInstance();
        for (int i = 0; i < 50; i++) {
            reference.update(i / 50f);
        }
        for (int i = 0; i < 40; i++) {
            current.update(0.1f + 0.9f * i / 40);
        }
        // When
        MetricValue statistic = KolmogorovSmirnov.statistic("ks", reference, current);
        MetricValue pValue = KolmogorovSmirnov.pValue("ksPValue", reference, current);
        // Then: scipy.stats.ks_2samp; scipy.special.kolmogorov of Stephens' argument
        assertThat(List.of(statistic.name(), pValue.name())).containsExactly("ks", "ksPValue");
        assertThat(statistic.value()).isCloseTo(0.115, within(1e-12));
        assertThat(pValue.value()).isCloseTo(0.9139213941845965, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0.3, 0.9999906941986655",
        "0.5, 0.9639452436648751",
        "0.8, 0.5441424115741981",
        "1.0, 0.26999967167735456",
        "1.18, 0.1234538094297657",
        "1.36, 0.049485876755377876",
        "1.63, 0.009846364888486529",
        "3, 3.045995948942526e-8"
    })
    void kolmogorov_s_distribution_is_that_of_scipy(double x, double expected) {
        assertThat(KolmogorovSmirnov.complement(x)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void equal_scores_are_equal() {
        // Given
        KllFloatsSketch reference = sketch(List.of(5, 5, 5, 5, 5, 5, 5, 5, 5, 5));
        KllFloatsSketch current = sketch(List.of(5, 5, 5, 5, 5, 7, 7, 7, 7, 7));
        // Then
        assertThat(KolmogorovSmirnov.statistic(reference, current)).isEqualTo(0.5);
        assertThat(KolmogorovSmirnov.statistic(reference, reference)).isZero();
    }

    @Test
    void a_side_without_texts_leaves_both_undefined_and_the_reason_says_which() {
        KllFloatsSketch none = KllFloatsSketch.newHeapInstance();
        KllFloatsSketch one = sketch(List.of(1));
        assertThat(KolmogorovSmirnov.statistic("ks", none, one))
                .isEqualTo(MetricValue.undefined("ks", "no texts in the reference"));
        assertThat(KolmogorovSmirnov.pValue("p", none, one))
                .isEqualTo(MetricValue.undefined("p", "no texts in the reference"));
        assertThat(KolmogorovSmirnov.statistic("ks", one, none).reason()).isEqualTo("no texts in the window");
        assertThat(KolmogorovSmirnov.pValue("p", one, none).reason()).isEqualTo("no texts in the window");
        assertThat(KolmogorovSmirnov.statistic(new long[] {0}, new long[] {1})).isNaN();
    }

    @Test
    void a_p_value_of_nothing_is_an_error() {
        assertThatThrownBy(() -> KolmogorovSmirnov.pValue(0.1, 0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KolmogorovSmirnov.pValue(Double.NaN, 5, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void sketches_of_few_values_and_bins_of_one_value_each_give_the_exact_statistic(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> reference,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> current) {
        double largest = 0;
        for (int value = 0; value < 10; value++) {
            largest = Math.max(largest, Math.abs(upTo(reference, value) - upTo(current, value)));
        }
        assertThat(KolmogorovSmirnov.statistic(sketch(reference), sketch(current)))
                .isCloseTo(largest, within(1e-12));
        assertThat(KolmogorovSmirnov.statistic(bins(reference), bins(current))).isCloseTo(largest, within(1e-12));
    }

    @Test
    void many_values_are_compared_within_the_sketches_errors() {
        // Given
        SplittableRandom random = new SplittableRandom(7);
        KllFloatsSketch reference = KllFloatsSketch.newHeapInstance();
        KllFloatsSketch current = KllFloatsSketch.newHeapInstance();
        for (int i = 0; i < 100_000; i++) {
            reference.update((float) random.nextDouble());
            current.update((float) Math.pow(random.nextDouble(), 1.5));
        }
        // When
        double found = KolmogorovSmirnov.statistic(reference, current);
        // Then: the largest x^(2/3) - x is at (2/3)^3
        double expected = Math.pow(2 / 3.0, 2) - Math.pow(2 / 3.0, 3);
        assertThat(found).isCloseTo(expected, within(2 * reference.getNormalizedRankError(false)));
    }

    private static double upTo(List<Integer> values, int most) {
        return values.stream().filter(value -> value <= most).count() / (double) values.size();
    }

    private static KllFloatsSketch sketch(List<Integer> values) {
        KllFloatsSketch sketch = KllFloatsSketch.newHeapInstance();
        values.forEach(value -> sketch.update(value / 10f));
        return sketch;
    }

    private static long[] bins(List<Integer> values) {
        long[] bins = new long[10];
        values.forEach(value -> bins[value]++);
        return bins;
    }
}
