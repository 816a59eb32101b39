package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledAgreementTest {

    @Test
    void texts_that_were_left_out_count_as_those_that_are_read_differently() {
        // Given: 600 of 1000 read alike; of the 400 others 100 were compared, and 80 of these agreed
        SampledAgreement agreement = new SampledAgreement(600, 680, 700, 1000);
        // Then: 680 of 700 agreed, but of all it is (600 + 0.8 * 400) / 1000
        assertThat(agreement.rate().orElseThrow()).isCloseTo(0.92, within(1e-12));
        assertThat(agreement.bounds().orElseThrow()).isEqualTo(new Interval(0.68, 0.98));
    }

    @Property
    void where_nothing_was_left_out_it_is_what_was_compared_with_wilsons_interval(
            @ForAll @IntRange(max = 1000) int alike,
            @ForAll @IntRange(max = 1000) int agreed,
            @ForAll @IntRange(min = 1, max = 1000) int disagreed) {
        // Given
        long compared = (long) alike + agreed + disagreed;
        SampledAgreement agreement = new SampledAgreement(alike, (long) alike + agreed, compared, compared);
        Interval wilson = Interval.wilson((long) alike + agreed, compared).orElseThrow();
        // Then
        assertThat(agreement.rate().orElseThrow()).isCloseTo((double) (alike + agreed) / compared, within(1e-12));
        Interval interval = agreement.interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(wilson.low(), within(1e-9));
        assertThat(interval.high()).isCloseTo(wilson.high(), within(1e-9));
        assertThat(agreement.bounds().orElseThrow().low())
                .isEqualTo(agreement.bounds().orElseThrow().high());
    }

    @Property
    void the_rate_lies_within_bounds_and_interval_and_is_never_above_that_of_what_was_compared(
            @ForAll @IntRange(max = 1000) int alike,
            @ForAll @IntRange(max = 1000) int agreed,
            @ForAll @IntRange(min = 1, max = 1000) int disagreed,
            @ForAll @IntRange(max = 5000) int leftOut) {
        long compared = (long) alike + agreed + disagreed;
        SampledAgreement agreement = new SampledAgreement(alike, (long) alike + agreed, compared, compared + leftOut);
        double rate = agreement.rate().orElseThrow();
        assertThat(rate)
                .isBetween(
                        agreement.bounds().orElseThrow().low() - 1e-12,
                        agreement.bounds().orElseThrow().high() + 1e-12)
                .isBetween(
                        agreement.interval().orElseThrow().low() - 1e-12,
                        agreement.interval().orElseThrow().high() + 1e-12)
                .isLessThanOrEqualTo((double) (alike + agreed) / compared + 1e-12);
    }

    /**
     * Of 4000 windows each 95 in 100 must hold the truth, give or take four standard errors and what the approximation
     * misses.
     */
    @ParameterizedTest
    @CsvSource({
        "1000, 0.6, 0.8, 0.25",
        "1000, 0.6, 0.8, 0.05",
        "200, 0.9, 0.5, 0.3",
        "5000, 0.3, 0.97, 0.1",
        "500, 0, 0.9, 0.5",
        "1000, 0.5, 0.02, 0.1"
    })
    void the_interval_holds_the_true_rate_as_often_as_it_says(int texts, double alike, double rate, double compared) {
        // Given
        SplittableRandom random = new SplittableRandom(20);
        double truth = alike + (1 - alike) * rate;
        int windows = 4000;
        int held = 0;
        // When
        for (int i = 0; i < windows; i++) {
            int same = 0;
            int seen = 0;
            int agreed = 0;
            for (int j = 0; j < texts; j++) {
                if (random.nextDouble() < alike) {
                    same++;
                } else if (random.nextDouble() < compared) {
                    seen++;
                    agreed += random.nextDouble() < rate ? 1 : 0;
                }
            }
            Interval interval = new SampledAgreement(same, (long) same + agreed, (long) same + seen, texts)
                    .interval()
                    .orElse(new Interval(0, 1));
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        // Then
        assertThat((double) held / windows).isBetween(0.93, 0.995);
    }

    @Test
    void where_none_of_those_that_are_read_differently_was_compared_there_are_bounds_alone() {
        SampledAgreement agreement = new SampledAgreement(30, 30, 30, 40);
        assertThat(agreement.rate()).isEmpty();
        assertThat(agreement.interval()).isEmpty();
        assertThat(agreement.whyUndefined())
                .isEqualTo("of the texts that both sides read differently none was compared");
        assertThat(agreement.bounds()).contains(new Interval(0.75, 1));
        assertThat(new SampledAgreement(30, 30, 30, 30).rate()).contains(1.0);
    }

    @Test
    void of_nothing_there_is_nothing() {
        // When
        SampledAgreement none = new SampledAgreement(0, 0, 0, 0);
        // Then
        assertThat(none.rate()).isEmpty();
        assertThat(none.interval()).isEmpty();
        assertThat(none.bounds()).isEmpty();
        assertThat(none.whyUndefined()).isEqualTo("nothing was compared");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0, 0", "2, 1, 3, 4", "1, 4, 3, 4", "1, 2, 4, 3"})
    void counts_that_cannot_be_are_refused(long alike, long agreed, long compared, long sampled) {
        assertThatThrownBy(() -> new SampledAgreement(alike, agreed, compared, sampled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not become fewer: " + alike + ", " + agreed);
    }
}
