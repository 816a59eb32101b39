package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementCountsTest {

    @Test
    void a_window_has_wilsons_interval() {
        // When
        AgreementCounts counts = new AgreementCounts(97, 100);
        // Then
        assertThat(counts.disagreed()).isEqualTo(3);
        assertThat(counts.wilson().orElseThrow().low()).isCloseTo(0.91548, within(1e-5));
        assertThat(counts.wilson().orElseThrow().high()).isCloseTo(0.98974, within(1e-5));
    }

    @Test
    void all_comparisons_since_the_job_began_have_a_confidence_sequence() {
        // When
        Interval sequence = new AgreementCounts(97, 100).sequence();
        // Then
        assertThat(sequence.low()).isCloseTo(0.877051, within(1e-6));
        assertThat(sequence.high()).isCloseTo(0.998121, within(1e-6));
    }

    @Test
    void where_nothing_was_compared_there_is_no_interval_and_the_sequence_says_that_all_is_possible() {
        assertThat(AgreementCounts.NONE.wilson()).isEmpty();
        assertThat(AgreementCounts.NONE.sequence()).isEqualTo(new Interval(0, 1));
    }

    @Property
    void what_is_added_can_be_taken_away(
            @ForAll @IntRange(max = 1000) int agreed,
            @ForAll @IntRange(max = 1000) int disagreed,
            @ForAll @IntRange(max = 1000) int more) {
        AgreementCounts one = new AgreementCounts(agreed, (long) agreed + disagreed);
        AgreementCounts other = new AgreementCounts(more, 2L * more);
        assertThat(one.plus(other)).isEqualTo(other.plus(one));
        assertThat(one.plus(other).minus(other)).isEqualTo(one);
        assertThat(one.minus(one)).isEqualTo(AgreementCounts.NONE);
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "4, 3"})
    void no_more_agree_than_were_compared(long agreed, long compared) {
        assertThatThrownBy(() -> new AgreementCounts(agreed, compared))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Texts that agree must be 0 to the 3 compared, not " + agreed);
    }
}
