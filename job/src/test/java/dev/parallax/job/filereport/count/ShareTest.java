package dev.parallax.job.filereport.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    @Property
    void its_interval_holds_it_and_keeps_within_its_bounds(
            @ForAll @IntRange(max = 1000) int part, @ForAll @IntRange(max = 1000) int rest) {
        Share share = new Share(part, (long) part + rest);
        share.interval().ifPresent(interval -> {
            double value = share.value().orElseThrow();
            assertThat(interval.low()).isBetween(0.0, value);
            assertThat(interval.high()).isBetween(value, 1.0);
        });
        assertThat(share.interval().isPresent()).isEqualTo(part + rest > 0);
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "4, 3"})
    void a_part_is_no_larger_than_its_whole(long part, long whole) {
        assertThatThrownBy(() -> new Share(part, whole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A part must be 0 to the whole 3, not " + part);
    }
}
