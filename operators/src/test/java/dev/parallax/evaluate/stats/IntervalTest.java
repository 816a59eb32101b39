package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
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

    @Test
    void nothing_has_none() {
        assertThat(Interval.wilson(0, 0)).isEmpty();
    }

    @Property
    void it_holds_the_share_and_keeps_within_its_bounds(
            @ForAll @IntRange(max = 1000) int part, @ForAll @IntRange(min = 1, max = 1000) int rest) {
        Interval interval = Interval.wilson(part, (long) part + rest).orElseThrow();
        double share = (double) part / (part + rest);
        assertThat(interval.low()).isBetween(0.0, share);
        assertThat(interval.high()).isBetween(share, 1.0);
    }

    @Property
    void the_other_part_has_the_mirrored_one(
            @ForAll @IntRange(max = 1000) int part, @ForAll @IntRange(min = 1, max = 1000) int rest) {
        Interval one = Interval.wilson(part, (long) part + rest).orElseThrow();
        Interval other = Interval.wilson(rest, (long) part + rest).orElseThrow();
        assertThat(one.low()).isCloseTo(1 - other.high(), within(1e-12));
    }
}
