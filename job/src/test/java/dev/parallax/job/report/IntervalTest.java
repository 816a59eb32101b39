package dev.parallax.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /** The examples of R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void it_is_the_published_one(long part, long whole, double low, double high) {
        Interval interval = Interval.wilson(part, whole).orElseThrow();
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Property
    void it_holds_the_share_and_keeps_within_its_bounds(
            @ForAll @IntRange(max = 1000) int part, @ForAll @IntRange(max = 1000) int rest) {
        Share share = new Share(part, (long) part + rest);
        share.interval().ifPresent(interval -> {
            double value = share.value().orElseThrow();
            assertThat(interval.low()).isBetween(0.0, value);
            assertThat(interval.high()).isBetween(value, 1.0);
        });
        assertThat(share.interval().isPresent()).isEqualTo(part + rest > 0);
    }

    @Property
    void the_other_part_has_the_mirrored_one(
            @ForAll @IntRange(max = 1000) int part, @ForAll @IntRange(min = 1, max = 1000) int rest) {
        Interval one = Interval.wilson(part, (long) part + rest).orElseThrow();
        Interval other = Interval.wilson(rest, (long) part + rest).orElseThrow();
        assertThat(one.low()).isCloseTo(1 - other.high(), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "4, 3"})
    void a_part_is_no_larger_than_its_whole(long part, long whole) {
        assertThatThrownBy(() -> new Share(part, whole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A part must be 0 to the whole 3, not " + part);
    }
}
