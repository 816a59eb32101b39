package dev.parallax.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendingLimitTest {

    @Test
    void one_record_goes_until_it_has_its_result() {
        // Given
        SendingLimit limit = new SendingLimit(true);
        // When
        limit.update(0, 0);
        // Then
        assertThat(limit.getAsLong()).isEqualTo(1);
    }

    @Test
    void then_two_seconds_of_results_are_under_way_and_a_few_where_there_are_none_yet() {
        // Given
        SendingLimit limit = new SendingLimit(true);
        // When
        limit.update(1, 0);
        long first = limit.getAsLong();
        limit.update(100, 20);
        // Then
        assertThat(first).isEqualTo(9);
        assertThat(limit.getAsLong()).isEqualTo(140);
    }

    @Test
    void without_a_rate_there_is_no_limit_after_the_first_result() {
        // Given
        SendingLimit limit = new SendingLimit(false);
        long before = limit.getAsLong();
        // When
        limit.update(1, 0);
        // Then
        assertThat(before).isEqualTo(1);
        assertThat(limit.getAsLong()).isEqualTo(Long.MAX_VALUE);
    }
}
