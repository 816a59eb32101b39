package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.job.bench.Trend.Sample;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void the_slope_is_that_of_the_last_two_thirds() {
        // Given 400 MiB at first, then 100 MiB and 2 MiB more with every 10,000 records
        List<Sample> points = LongStream.range(0, 9)
                .mapToObj(i -> new Sample(i * 10_000, i < 3 ? 400 : 100 + 2 * i))
                .toList();
        // When
        Trend trend = Trend.of(points);
        // Then
        assertThat(trend.first()).isEqualTo(400);
        assertThat(trend.middle()).isEqualTo(108);
        assertThat(trend.last()).isEqualTo(114);
        assertThat(trend.slopePer100k()).isCloseTo(20, within(1e-9));
    }

    @Test
    void what_does_not_change_has_no_slope() {
        List<Sample> points =
                LongStream.range(0, 5).mapToObj(i -> new Sample(i * 7, 250)).toList();
        assertThat(Trend.of(points)).isEqualTo(new Trend(250, 250, 250, 0));
    }

    @Test
    void samples_without_records_between_them_have_no_slope() {
        assertThat(Trend.of(List.of(new Sample(0, 1), new Sample(0, 2), new Sample(0, 3)))
                        .slopePer100k())
                .isZero();
    }

    @Test
    void two_samples_are_too_few() {
        assertThatThrownBy(() -> Trend.of(List.of(new Sample(0, 1), new Sample(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 2");
    }
}
