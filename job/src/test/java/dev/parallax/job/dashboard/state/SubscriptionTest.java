package dev.parallax.job.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.dashboard.state.Event.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final SeriesKey SHOWN = new SeriesKey("sentiment", "spark-nlp", "");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Subscription page = new Subscription(Optional.of(SHOWN));

    @Test
    void reports_of_other_series_do_not_reach_the_page() throws Exception {
        // When
        page.offer(new Event(1, Kind.REPORT, "{}", new SeriesKey("sentiment", "spark-nlp", "de")));
        page.offer(new Event(2, Kind.REPORT, "{}", SHOWN));
        // Then
        assertThat(page.take(LONG)).extracting(Event::number).containsExactly(2L);
    }

    @Test
    void disagreements_with_other_shadows_do_not_reach_the_page() throws Exception {
        // When
        page.offer(new Event(1, Kind.DISAGREEMENT, "{}", new ShadowKey("sentiment", "spark-nlp")));
        for (int i = 2; i < 2 * Subscription.MOST_DISAGREEMENTS; i++) {
            page.offer(new Event(i, Kind.DISAGREEMENT, "{}", new ShadowKey("sentiment", "spark-head")));
        }
        // Then
        assertThat(page.take(LONG)).extracting(Event::number).containsExactly(1L);
    }

    @Test
    void a_page_that_shows_no_series_has_disagreements_of_all_and_reports_of_none() throws Exception {
        // Given
        Subscription empty = new Subscription(Optional.empty());
        // When
        empty.offer(new Event(1, Kind.REPORT, "{}", SHOWN));
        empty.offer(new Event(2, Kind.DISAGREEMENT, "{}", new ShadowKey("sentiment", "spark-nlp")));
        empty.offer(new Event(3, Kind.DISAGREEMENT, "{}", new ShadowKey("", "spark-head")));
        // Then
        assertThat(empty.take(LONG)).extracting(Event::number).containsExactly(2L, 3L);
    }

    @Test
    void a_page_that_takes_too_little_is_told_to_ask_for_the_state() throws Exception {
        // When
        for (int i = 0; i <= Subscription.MOST_EVENTS; i++) {
            page.offer(new Event(i, Kind.REPORT, "{}", SHOWN));
        }
        page.offer(new Event(1000, Kind.ALERT, "{}", null));
        // Then
        assertThat(page.take(LONG)).extracting(Event::kind).containsExactly(Kind.RESYNC, Kind.ALERT);
    }

    @Test
    void of_disagreements_and_states_of_kafka_the_latest_wait() throws Exception {
        // When
        for (int i = 0; i < 3 * Subscription.MOST_DISAGREEMENTS; i++) {
            page.offer(new Event(2L * i, Kind.DISAGREEMENT, "{}", null));
            page.offer(new Event(2L * i + 1, Kind.STATUS, "{}", null));
        }
        // Then
        var events = page.take(LONG);
        assertThat(events).hasSize(Subscription.MOST_DISAGREEMENTS + 1);
        assertThat(events.get(0).number()).isEqualTo(4L * Subscription.MOST_DISAGREEMENTS);
        assertThat(events.get(Subscription.MOST_DISAGREEMENTS).kind()).isEqualTo(Kind.STATUS);
        assertThat(page.take(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void whoever_waits_is_woken_by_an_event_and_by_the_end() throws Exception {
        // Given
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(this::taken);
        // When
        page.offer(new Event(1, Kind.SERIES, "{}", null));
        // Then
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        // Given
        CompletableFuture<Integer> again = CompletableFuture.supplyAsync(this::taken);
        // When
        page.close();
        // Then
        assertThat(again.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(page.isClosed()).isTrue();
    }

    @Test
    void there_are_no_more_pages_than_may_be() {
        // Given
        Audience audience = new Audience(2);
        Subscription first = audience.join(Optional.empty()).orElseThrow();
        assertThat(audience.join(Optional.of(SHOWN))).isPresent();
        // When
        assertThat(audience.join(Optional.empty())).isEmpty();
        audience.leave(first);
        // Then
        assertThat(audience.join(Optional.empty())).isPresent();
        // When
        audience.close(Duration.ZERO);
        // Then
        assertThat(audience.join(Optional.empty())).isEmpty();
    }

    private int taken() {
        try {
            return page.take(LONG).size();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
