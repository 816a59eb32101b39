package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.f1.MetricValue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {

    /** Computed by SciPy: {@code min(1, 2 * binom.cdf(min(b, c), b + c, 0.5))}. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "5, 1, 0.21875",
        "2, 10, 0.03857421875",
        "6, 6, 1",
        "20, 4, 0.001543879508972168",
        "24, 0, 1.1920928955078125e-07"
    })
    void few_texts_are_tested_exactly(long primary, long shadow, double expected) {
        assertThat(new McNemar(primary, shadow).pValue().value()).isCloseTo(expected, within(1e-15));
    }

    /** Computed by SciPy: {@code chi2.sf(max(0, abs(b - c) - 1) ** 2 / (b + c), 1)}. */
    @ParameterizedTest
    @CsvSource({
        "25, 0, 1.5866563039511885e-06",
        "18, 7, 0.04550026389635857",
        "13, 12, 1",
        "15, 15, 1",
        "40, 20, 0.014171388254012323",
        "900, 1000, 0.023133919510755163"
    })
    void many_texts_are_tested_by_chi_square_with_continuity_correction(long primary, long shadow, double expected) {
        assertThat(new McNemar(primary, shadow).pValue().value()).isCloseTo(expected, within(1e-13));
    }

    @Test
    void where_both_are_right_on_the_same_texts_there_is_nothing_to_test() {
        // When
        McNemar none = new McNemar(0, 0);
        // Then
        assertThat(none.pValue())
                .isEqualTo(MetricValue.undefined("pValue", "no labelled text is right by one of the two alone"));
    }

    @Property
    void it_is_a_probability_the_same_from_either_side_and_falls_as_one_side_gains(
            @ForAll @IntRange(max = 60) int fewer, @ForAll @IntRange(min = 1, max = 60) int more) {
        double p = new McNemar(fewer, fewer + more).pValue().value();
        assertThat(p).isBetween(0.0, 1.0);
        assertThat(new McNemar(fewer + more, fewer).pValue().value()).isEqualTo(p);
        double still = new McNemar(fewer, fewer + more + 2).pValue().value();
        boolean sameTest = (2 * fewer + more < 25) == (2 * fewer + more + 2 < 25);
        assertThat(!sameTest || still <= p).isTrue();
    }

    @Test
    void counts_below_nothing_are_refused() {
        assertThatThrownBy(() -> new McNemar(3, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Counts must be 0 or more, not 3 that the primary alone has right and -1 that the shadow"
                        + " alone has");
    }
}
