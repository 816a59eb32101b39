package dev.parallax.job.endpoint.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.config.option.SinkTimestamp;
import dev.parallax.job.endpoint.Records;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TopicRulesTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NOW = 1_700_000_000_000L;

    @Property(tries = 2000)
    void whatever_the_timestamp_the_topic_takes_what_is_written(
            @ForAll("timestamps") long input,
            @ForAll("rules") TopicRules rules,
            @ForAll SinkTimestamp wanted,
            @ForAll("clocks") long now) {
        // When
        Long written = Stamp.of(rules, wanted, input, now).written();
        // Then
        assertThat(written == null || written >= 0).as("a producer takes it").isTrue();
        if (written != null) {
            assertThat(refused(written, rules, now)).isFalse();
        } else {
            assertThat(rules.logAppendTime()).isTrue();
        }
    }

    @Property(tries = 2000)
    void it_is_taken_later_and_by_other_clocks_too(
            @ForAll("timestamps") long input,
            @ForAll("rules") TopicRules rules,
            @ForAll("clocks") long now,
            @ForAll @LongRange(min = -60_000, max = 300_000) long later) {
        // Given a topic with room for that, a minute and five minutes
        Assume.that(!rules.logAppendTime() && rules.beforeMaxMillis() / 2 + rules.afterMaxMillis() / 2 >= 5 * MINUTE);
        // When
        long written = rules.timestamp(input, now);
        // Then
        assertThat(refused(written, rules, now + later)).isFalse();
    }

    @Property(tries = 2000)
    void what_is_taken_and_kept_stays_and_what_is_not_can_be_found_again(
            @ForAll("timestamps") long input,
            @ForAll("rules") TopicRules rules,
            @ForAll SinkTimestamp wanted,
            @ForAll("clocks") long now) {
        // When
        Stamp stamp = Stamp.of(rules, wanted, input, now);
        SourcedRecord record = new SourcedRecord("t", null, stamp, null, null, List.of(), "test");
        // Then
        var header = record.headers().lastHeader("parallax.timestamp");
        Long found =
                header != null ? Long.valueOf(new String(header.value(), StandardCharsets.UTF_8)) : record.timestamp();
        if (input != Stamp.NONE) {
            assertThat(found).isEqualTo(input);
        } else {
            assertThat(header).isNull();
        }
        if (stamp.deleted()) {
            assertThat(stamp.replaced()).isTrue();
        }
        if (wanted == SinkTimestamp.INPUT && input >= 0 && !stamp.replaced() && !rules.logAppendTime()) {
            assertThat(record.timestamp()).isEqualTo(input);
        }
    }

    @Property(tries = 2000)
    void what_is_written_is_kept_for_half_of_the_retention_or_a_day(
            @ForAll("timestamps") long input,
            @ForAll @LongRange(max = 400 * 86_400_000L) long retention,
            @ForAll @LongRange(min = 120_000) long after,
            @ForAll("clocks") long now) {
        TopicRules rules = new TopicRules(5000, false, false, Long.MAX_VALUE, after, retention);
        long written = rules.timestamp(input, now);
        long kept = written + rules.retentionMillis() - now;
        assertThat(kept).isGreaterThanOrEqualTo(Math.min(DAY, rules.retentionMillis() / 2));
    }

    @Test
    void with_kafkas_defaults_fresh_timestamps_stay_and_others_are_the_time_of_writing() {
        TopicRules rules = TopicRules.KAFKAS_DEFAULT;
        assertThat(rules.timestamp(NOW, NOW)).isEqualTo(NOW);
        assertThat(rules.timestamp(NOW - 6 * DAY, NOW)).isEqualTo(NOW - 6 * DAY);
        assertThat(rules.timestamp(NOW - 6 * DAY - 1, NOW)).isEqualTo(NOW);
        assertThat(rules.timestamp(NOW + 59 * MINUTE, NOW)).isEqualTo(NOW + 59 * MINUTE);
        assertThat(rules.timestamp(NOW + 59 * MINUTE + 1, NOW)).isEqualTo(NOW);
        assertThat(rules.timestamp(Long.MAX_VALUE, NOW)).isEqualTo(NOW);
        assertThat(rules.timestamp(Long.MIN_VALUE, NOW)).isEqualTo(NOW);
    }

    @Test
    void a_topic_that_takes_nothing_ahead_of_its_clock_has_a_timestamp_behind_it() {
        TopicRules rules = new TopicRules(5000, false, false, Long.MAX_VALUE, 0, Long.MAX_VALUE);
        assertThat(rules.timestamp(NOW, NOW)).isEqualTo(NOW - MINUTE);
        assertThat(rules.timestamp(NOW - MINUTE, NOW)).isEqualTo(NOW - MINUTE);
    }

    @Test
    void properties_are_read_as_kafka_writes_them() {
        // Given
        Map<String, String> properties = Map.of(
                "max.message.bytes", "5000",
                "cleanup.policy", "compact, delete",
                "message.timestamp.type", "LogAppendTime",
                "message.timestamp.before.max.ms", "7",
                "message.timestamp.after.max.ms", "8",
                "retention.ms", "9");
        // Then
        assertThat(TopicRules.of(properties::get)).isEqualTo(new TopicRules(5000, true, true, 7, 8, 9));
        assertThat(TopicRules.of(key -> null)).isEqualTo(TopicRules.KAFKAS_DEFAULT);
        assertThat(TopicRules.of(Map.of("retention.ms", "-1")::get).retentionMillis())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(TopicRules.of(Map.of("cleanup.policy", "compact")::get).retentionMillis())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_header_of_an_input_that_was_written_so_before_does_not_count_any_more() {
        // Given
        var old = new dev.parallax.text.Header("parallax.timestamp", Records.bytes("5"));
        Stamp stamp = Stamp.of(TopicRules.KAFKAS_DEFAULT, SinkTimestamp.INPUT, NOW, NOW);
        // When
        SourcedRecord record = new SourcedRecord("t", null, stamp, null, null, List.of(old), "test");
        // Then
        assertThat(record.timestamp()).isEqualTo(NOW);
        assertThat(record.headers().lastHeader("parallax.timestamp").value()).isEqualTo(Records.bytes("" + NOW));
    }

    /** The rule of brokers: see {@code LogValidator}. */
    private static boolean refused(long timestamp, TopicRules rules, long brokersNow) {
        if (rules.logAppendTime()) {
            return false;
        }
        long difference = brokersNow - timestamp;
        return difference > rules.beforeMaxMillis() || -difference > rules.afterMaxMillis();
    }

    @Provide
    Arbitrary<Long> clocks() {
        return Arbitraries.longs().between(1_000_000_000_000L, 4_000_000_000_000L);
    }

    @Provide
    Arbitrary<Long> timestamps() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(1_000_000_000_000L, 4_000_000_000_000L),
                Arbitraries.of(-1L, 0L, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<TopicRules> rules() {
        Arbitrary<Long> limits = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 20 * MINUTE),
                Arbitraries.longs().between(0, 400 * DAY),
                Arbitraries.of(0L, 1L, Long.MAX_VALUE));
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Combinators.combine(flags, flags, limits, limits, limits)
                .as((compacted, append, before, after, retention) ->
                        new TopicRules(5000, compacted, append, before, after, retention));
    }
}
