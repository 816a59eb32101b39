package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AdwinTest {

    /** A bucket of a window that is written down plainly, the oldest first. */
    private record Bucket(long size, long ones) {}

    /** The same window with lists, every number computed from the start. */
    private static final class Plain {

        private final List<Bucket> buckets = new ArrayList<>();
        private long values;

        boolean add(boolean one, double delta) {
            buckets.add(new Bucket(1, one ? 1 : 0));
            for (long size = 1; count(size) > Adwin.BUCKETS; size *= 2) {
                int oldest = oldest(size);
                Bucket first = buckets.remove(oldest);
                Bucket second = buckets.remove(oldest);
                buckets.add(oldest, new Bucket(2 * size, first.ones() + second.ones()));
            }
            values++;
            boolean cut = false;
            while (values % Adwin.CLOCK == 0 && mustCut(delta)) {
                buckets.remove(0);
                cut = true;
            }
            return cut;
        }

        private long count(long size) {
            return buckets.stream().filter(bucket -> bucket.size() == size).count();
        }

        private int oldest(long size) {
            int place = 0;
            while (buckets.get(place).size() != size) {
                place++;
            }
            return place;
        }

        long width() {
            return buckets.stream().mapToLong(Bucket::size).sum();
        }

        long ones() {
            return buckets.stream().mapToLong(Bucket::ones).sum();
        }

        private boolean mustCut(double delta) {
            double all = width();
            double share = ones() / all;
            double older = 0;
            double olderOnes = 0;
            for (Bucket bucket : buckets) {
                older += bucket.size();
                olderOnes += bucket.ones();
                double newer = all - older;
                if (older >= 5 && newer >= 5) {
                    double m = 1 / (1 / older + 1 / newer);
                    double logarithm = Math.log(2 * Math.log(all) / delta);
                    double bound = Math.sqrt(2 / m * share * (1 - share) * logarithm) + 2 / (3 * m) * logarithm;
                    if (Math.abs(olderOnes / older - (ones() - olderOnes) / newer) > bound) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    @Property(tries = 50)
    void it_is_the_window_of_the_paper(
            @ForAll long seed,
            @ForAll @DoubleRange(max = 1) double before,
            @ForAll @DoubleRange(max = 1) double after) {
        // Given
        Adwin adwin = new Adwin();
        Plain plain = new Plain();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1600; i++) {
            boolean one = random.nextDouble() < (i < 700 ? before : after);
            // Then
            assertThat(adwin.add(one, 0.01)).isEqualTo(plain.add(one, 0.01));
            assertThat(adwin.width).isEqualTo(plain.width());
            assertThat(adwin.windowOnes).isEqualTo(plain.ones());
        }
    }

    @Test
    void a_window_without_a_change_grows_and_takes_little_room() {
        // Given
        Adwin adwin = new Adwin();
        SplittableRandom random = new SplittableRandom(4);
        // When
        for (int i = 0; i < 300_000; i++) {
            assertThat(adwin.add(random.nextDouble() < 0.1, Adwin.DEFAULT_DELTA))
                    .isFalse();
        }
        // Then
        assertThat(adwin.width).isEqualTo(300_000);
        assertThat((double) adwin.windowOnes / adwin.width).isCloseTo(0.1, within(0.003));
        assertThat(adwin.used.length).isLessThanOrEqualTo(18);
        assertThat(adwin.statistic()).isLessThanOrEqualTo(Adwin.threshold(Adwin.DEFAULT_DELTA));
    }

    @Test
    void a_share_that_rises_or_falls_is_a_change_and_the_window_forgets_what_was_before() {
        // Given
        Adwin adwin = new Adwin();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            assertThat(adwin.add(random.nextDouble() < 0.05, Adwin.DEFAULT_DELTA))
                    .isFalse();
        }
        // When it rises
        assertThat(untilChange(adwin, random, 0.25)).isBetween(32, 500);
        for (int i = 0; i < 20_000; i++) {
            adwin.add(random.nextDouble() < 0.25, Adwin.DEFAULT_DELTA);
        }
        // Then
        assertThat((double) adwin.windowOnes / adwin.width).isCloseTo(0.25, within(0.02));
        // When it falls
        assertThat(untilChange(adwin, random, 0.05)).isBetween(32, 500);
    }

    @Test
    void a_constant_stream_has_no_change() {
        Adwin adwin = new Adwin();
        for (int i = 0; i < 10_000; i++) {
            assertThat(adwin.add(true, 0.5)).isFalse();
        }
        assertThat(adwin.width).isEqualTo(10_000);
    }

    @Test
    void a_delta_out_of_range_is_an_error() {
        assertThatThrownBy(() -> new Adwin().add(true, 0)).hasMessage("delta must be above 0 and below 1, and is 0.0");
        assertThatThrownBy(() -> new Adwin().add(true, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int untilChange(Adwin adwin, SplittableRandom random, double share) {
        for (int i = 1; i <= 100_000; i++) {
            if (adwin.add(random.nextDouble() < share, Adwin.DEFAULT_DELTA)) {
                return i;
            }
        }
        throw new AssertionError("No change was found");
    }
}
