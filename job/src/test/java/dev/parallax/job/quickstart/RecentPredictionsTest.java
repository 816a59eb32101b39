package dev.parallax.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentPredictionsTest {

    private final SetClock clock = new SetClock();
    private final RecentPredictions recent = new RecentPredictions(clock);

    /** A clock that stands until it is set. */
    private static final class SetClock extends Clock {

        private long nanos;

        private void forward(long millis) {
            nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public long getTick() {
            return nanos;
        }
    }

    @Test
    void figures_are_those_of_the_last_ten_seconds_alone() {
        // Given: slow predictions while the job starts
        for (int i = 0; i < 100; i++) {
            recent.update(5_000);
        }
        // When: then twenty fast ones a second
        clock.forward(11_000);
        for (int second = 0; second < 10; second++) {
            for (int i = 0; i < 20; i++) {
                recent.update(i < 19 ? 60 : 140);
            }
            clock.forward(990);
        }
        RecentPredictions.Figures figures = recent.figures();
        // Then
        assertThat(figures.count()).isEqualTo(200);
        assertThat(figures.perSecond()).isCloseTo(20, within(0.01));
        assertThat(figures.medianMillis()).isEqualTo(60);
        assertThat(figures.p99Millis()).isEqualTo(140);
        assertThat(figures.text()).isEqualTo("last 10 s: 20/s, latency p50 60 ms, p99 140 ms");
    }

    @Test
    void before_ten_seconds_have_passed_throughput_is_of_those_that_have() {
        // Given
        clock.forward(60_000);
        recent.begin();
        // When
        for (int i = 0; i < 40; i++) {
            recent.update(60);
        }
        clock.forward(2_000);
        // Then
        assertThat(recent.figures().perSecond()).isCloseTo(20, within(0.01));
    }

    @Test
    void a_window_without_a_prediction_has_no_latency() {
        // Given
        recent.update(60);
        // When
        clock.forward(10_001);
        // Then
        assertThat(recent.figures()).isEqualTo(RecentPredictions.Figures.NONE);
        assertThat(recent.figures().text()).isEqualTo("last 10 s: no prediction");
    }
}
