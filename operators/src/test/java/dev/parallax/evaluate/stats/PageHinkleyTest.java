package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {

    private static final PageHinkley.Options OPTIONS = new PageHinkley.Options(0.01, 100, 500);

    @Property
    void its_sums_are_those_of_the_textbook(
            @ForAll @Size(max = 200) List<Boolean> values, @ForAll @DoubleRange(max = 0.3) double delta) {
        // Given
        PageHinkley.Options never = new PageHinkley.Options(delta, 1e9, 1);
        PageHinkley test = new PageHinkley();
        double mean = 0;
        double up = 0;
        double down = 0;
        double least = 0;
        double leastDown = 0;
        // When
        for (int t = 1; t <= values.size(); t++) {
            double x = values.get(t - 1) ? 1 : 0;
            test.add(values.get(t - 1), never);
            mean += (x - mean) / t;
            if (t > 1) {
                up += x - mean - delta;
                down += mean - x - delta;
            }
            least = Math.min(least, up);
            leastDown = Math.min(leastDown, down);
        }
        // Then
        assertThat(test.rise).isCloseTo(up - least, within(1e-9));
        assertThat(test.fall).isCloseTo(down - leastDown, within(1e-9));
        assertThat(test.statistic()).isEqualTo(Math.max(test.rise, test.fall));
    }

    @Test
    void a_share_that_rises_is_a_change_once_and_all_starts_anew() {
        // Given
        PageHinkley test = new PageHinkley();
        SplittableRandom random = new SplittableRandom(1);
        assertThat(changes(test, random, 0.05, 5000)).isZero();
        // When
        int until = untilChange(test, random, 0.25);
        // Then: 100 at 0.25 - 0.05 - 0.01 a value, and the mean follows a little
        assertThat(until).isBetween(400, 800);
        assertThat(test).isEqualTo(new PageHinkley());
        assertThat(changes(test, random, 0.25, 5000)).isZero();
    }

    @Test
    void a_share_that_falls_is_a_change_too() {
        PageHinkley test = new PageHinkley();
        SplittableRandom random = new SplittableRandom(2);
        assertThat(changes(test, random, 0.25, 5000)).isZero();
        assertThat(untilChange(test, random, 0.05)).isBetween(400, 800);
    }

    @Test
    void the_first_values_only_teach_the_mean() {
        // Given
        PageHinkley test = new PageHinkley();
        // When
        for (int i = 0; i < OPTIONS.learning(); i++) {
            assertThat(test.add(i >= 250, OPTIONS)).isFalse();
        }
        // Then
        assertThat(test.statistic()).isZero();
        test.add(true, OPTIONS);
        assertThat(test.statistic()).isBetween(0.4, 0.5);
    }

    @Test
    void a_change_within_the_tolerance_is_none() {
        PageHinkley test = new PageHinkley();
        PageHinkley.Options tolerant = new PageHinkley.Options(0.2, 30, 500);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            assertThat(test.add(random.nextDouble() < (i < 10_000 ? 0.05 : 0.15), tolerant))
                    .isFalse();
        }
    }

    @Test
    void options_out_of_range_are_errors_that_name_them() {
        assertThatThrownBy(() -> new PageHinkley.Options(1, 30, 1)).hasMessageStartingWith("delta must be");
        assertThatThrownBy(() -> new PageHinkley.Options(0, 0, 1)).hasMessageStartingWith("lambda must be");
        assertThatThrownBy(() -> new PageHinkley.Options(0, 1, 0)).hasMessageStartingWith("learning must be");
    }

    private static int changes(PageHinkley test, SplittableRandom random, double share, int values) {
        int changes = 0;
        for (int i = 0; i < values; i++) {
            changes += test.add(random.nextDouble() < share, OPTIONS) ? 1 : 0;
        }
        return changes;
    }

    private static int untilChange(PageHinkley test, SplittableRandom random, double share) {
        for (int i = 1; i <= 100_000; i++) {
            if (test.add(random.nextDouble() < share, OPTIONS)) {
                return i;
            }
        }
        throw new AssertionError("No change was found");
    }
}
