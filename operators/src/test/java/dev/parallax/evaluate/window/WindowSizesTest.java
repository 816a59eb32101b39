package dev.parallax.evaluate.window;

import static dev.parallax.evaluate.QualityHarness.sizes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowSizesTest {

    @Property
    void a_time_lies_in_its_pane_and_in_one_window_that_does_not_overlap(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000_000_000L) long time,
            @ForAll @IntRange(min = 1, max = 4000) int slides,
            @ForAll @IntRange(min = 1, max = 100_000) int slide) {
        // Given
        WindowSizes sizes = sizes((long) slides * slide, slide, 0);
        // Then
        assertThat(time).isBetween(sizes.pane(time), sizes.pane(time) + slide - 1);
        assertThat(time).isBetween(sizes.alignedEnd(time) - sizes.sizeMillis(), sizes.alignedEnd(time) - 1);
        assertThat(Math.floorMod(sizes.pane(time), (long) slide)).isZero();
        assertThat(Math.floorMod(sizes.alignedEnd(time), sizes.sizeMillis())).isZero();
        assertThat(sizes.alignedEndUntil(time)).isBetween(time - sizes.sizeMillis() + 1, time);
    }

    @Property
    void parts_are_whole_slides_of_which_a_window_has_a_whole_number_and_at_most_64(
            @ForAll @IntRange(min = 1, max = 4000) int slides, @ForAll @IntRange(min = 1, max = 100_000) int slide) {
        // Given
        WindowSizes sizes = sizes((long) slides * slide, slide, 0);
        // When
        long part = sizes.partMillis();
        // Then
        assertThat(part % slide).isZero();
        assertThat(sizes.sizeMillis() % part).isZero();
        assertThat(sizes.sizeMillis() / part).isBetween(1L, 64L);
    }

    @Test
    void an_hour_that_slides_by_a_second_has_sixty_parts() {
        assertThat(new WindowSizes(Duration.ofHours(1), Duration.ofSeconds(1), Duration.ZERO).partMillis())
                .isEqualTo(60_000);
    }

    @Test
    void windows_that_are_not_made_of_whole_slides_are_refused() {
        assertThatThrownBy(() -> sizes(100, 30, 0))
                .hasMessage(
                        "size must be a multiple of the slide, 30 ms, and at most 100000 slides long, and is PT0.1S");
        assertThatThrownBy(() -> sizes(10, 30, 0))
                .hasMessageContaining("slide, 30 ms")
                .hasMessageEndingWith("PT0.01S");
        assertThatThrownBy(() -> sizes(10, 0, 0))
                .hasMessageStartingWith("slide must be")
                .hasMessageEndingWith("PT0S");
        assertThatThrownBy(() -> sizes(100_001, 1, 0))
                .hasMessageStartingWith("size must be")
                .hasMessageEndingWith("PT1M40.001S");
        assertThatThrownBy(() -> sizes(10, 10, -1))
                .hasMessageStartingWith("allowedLateness must be")
                .hasMessageEndingWith("PT-0.001S");
    }
}
