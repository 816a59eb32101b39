package dev.parallax.job.endpoint.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.config.option.StartingOffsets;
import dev.parallax.job.config.option.StartingOffsets.From;
import dev.parallax.job.endpoint.topic.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicWarningsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final long WEEK = Duration.ofDays(7).toMillis();
    private static final Map<String, String> OPTIONS = Map.of("predictions", "sink.predictions-topic");

    @Test
    void a_start_that_reaches_further_back_than_the_output_keeps_is_reported() {
        assertThat(beyond(start(From.EARLIEST), Long.MAX_VALUE))
                .singleElement()
                .asString()
                .startsWith("Topic 'predictions' (sink.predictions-topic) keeps records for 604800000 ms")
                .contains("source.start", "parallax.timestamp");
        assertThat(beyond(start(From.COMMITTED), Long.MAX_VALUE)).hasSize(1);
        assertThat(beyond(at(NOW.minus(Duration.ofDays(8))), Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void one_that_does_not_is_not() {
        assertThat(beyond(start(From.LATEST), Long.MAX_VALUE)).isEmpty();
        assertThat(beyond(start(From.EARLIEST), WEEK)).isEmpty();
        assertThat(beyond(at(NOW.minus(Duration.ofDays(6))), Long.MAX_VALUE)).isEmpty();
        assertThat(TopicWarnings.beyondRetention(
                        OPTIONS,
                        Map.of("predictions", TopicRules.of(Map.of("retention.ms", "-1")::get)),
                        start(From.EARLIEST),
                        Long.MAX_VALUE,
                        NOW))
                .isEmpty();
    }

    @Test
    void a_compacted_output_is_reported() {
        assertThat(TopicWarnings.compacted(
                        OPTIONS, Map.of("predictions", TopicRules.of(Map.of("cleanup.policy", "compact")::get))))
                .singleElement()
                .asString()
                .startsWith("Topic 'predictions' (sink.predictions-topic) is compacted");
        assertThat(TopicWarnings.compacted(OPTIONS, Map.of("predictions", TopicRules.KAFKAS_DEFAULT)))
                .isEmpty();
    }

    private static List<String> beyond(StartingOffsets start, long kept) {
        return TopicWarnings.beyondRetention(
                OPTIONS, Map.of("predictions", TopicRules.KAFKAS_DEFAULT), start, kept, NOW);
    }

    private static StartingOffsets start(From from) {
        return new StartingOffsets(from, Optional.empty());
    }

    private static StartingOffsets at(Instant instant) {
        return new StartingOffsets(From.TIMESTAMP, Optional.of(instant));
    }
}
