package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.f1.MetricValue;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementCountsTest {

    @Test
    void the_numbers_of_a_window_are_named_as_reports_name_them() {
        // When
        List<MetricValue> metrics = new AgreementCounts(97, 100).metrics();
        // Then
        assertThat(metrics)
                .extracting(MetricValue::name)
                .containsExactly(
                        "agreement.rate", "agreement.wilson.low", "agreement.wilson.high", "disagreement.rate");
        assertThat(metrics.get(0).value()).isEqualTo(0.97);
        assertThat(metrics.get(1).value()).isCloseTo(0.91548, within(1e-5));
        assertThat(metrics.get(2).value()).isCloseTo(0.98974, within(1e-5));
        assertThat(metrics.get(3).value()).isEqualTo(0.03);
    }

    @Test
    void the_numbers_since_the_job_began_have_names_of_their_own() {
        // When
        List<MetricValue> metrics = new AgreementCounts(97, 100).sequenceMetrics();
        // Then
        assertThat(metrics)
                .extracting(MetricValue::name)
                .containsExactly("agreement.sequence.rate", "agreement.sequence.low", "agreement.sequence.high");
        assertThat(metrics.get(0).value()).isEqualTo(0.97);
        assertThat(metrics.get(1).value()).isCloseTo(0.877051, within(1e-6));
        assertThat(metrics.get(2).value()).isCloseTo(0.998121, within(1e-6));
    }

    @Test
    void where_nothing_was_compared_the_reason_is_said_and_the_sequence_says_that_all_is_possible() {
        assertThat(Stream.concat(
                        AgreementCounts.NONE.metrics().stream(),
                        AgreementCounts.NONE.sequenceMetrics().stream().limit(1)))
                .allMatch(metric -> metric.reason().equals("nothing was compared"));
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
