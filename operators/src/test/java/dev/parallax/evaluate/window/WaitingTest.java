package dev.parallax.evaluate.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final long TIMEOUT = 50;

    @Test
    void the_first_window_that_waits_has_the_whole_timeout() {
        assertThat(Waiting.next(null, 20, 40, 1000, TIMEOUT)).isEqualTo(new Waiting(1050, 40));
    }

    @Test
    void a_window_that_was_over_when_waiting_began_has_no_time_of_its_own() {
        Waiting before = new Waiting(1050, 40);
        assertThat(Waiting.next(before, 40, 60, 1030, TIMEOUT)).isEqualTo(before);
    }

    @Test
    void a_window_that_was_over_later_has_the_whole_timeout_from_when_it_is_the_next() {
        assertThat(Waiting.next(new Waiting(1050, 40), 60, 80, 1030, TIMEOUT)).isEqualTo(new Waiting(1080, 80));
    }

    @Test
    void the_time_is_over_at_its_last_millisecond() {
        assertThat(new Waiting(1050, 40).isOver(1049)).isFalse();
        assertThat(new Waiting(1050, 40).isOver(1050)).isTrue();
    }
}
