package dev.parallax.infer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.WaitingTexts.Batch;
import dev.parallax.infer.batch.WaitingTexts.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WaitingTextsTest {

    private static BatchPolicy policy(int rows, int paddedTokens, double padding) {
        return new BatchPolicy(rows, paddedTokens, padding, Duration.ZERO, 1, 100_000);
    }

    private static Entry entry(int length, long time) {
        return new Entry(Encoding.of(new int[length]), time, time + 100);
    }

    private static WaitingTexts waiting(int... lengths) {
        WaitingTexts waiting = new WaitingTexts();
        for (int i = 0; i < lengths.length; i++) {
            waiting.add(entry(lengths[i], i));
        }
        return waiting;
    }

    private static List<Integer> lengths(Batch batch) {
        return batch.entries().stream().map(e -> e.encoding.length()).toList();
    }

    @Test
    void texts_of_one_length_leave_together_up_to_the_rows() {
        WaitingTexts waiting = waiting(5, 5, 5, 5, 5);

        Batch batch = waiting.takeBatch(policy(4, 1000, 0), BatchReason.IDLE);

        assertThat(batch.entries()).hasSize(4);
        assertThat(batch.reason()).isEqualTo(BatchReason.FULL_ROWS);
        assertThat(waiting.size()).isEqualTo(1);
    }

    @Test
    void padded_tokens_are_limited_not_tokens() {
        WaitingTexts waiting = waiting(10, 10, 9, 9);

        Batch batch = waiting.takeBatch(policy(100, 30, 1), BatchReason.IDLE);

        assertThat(batch.entries()).hasSize(3);
        assertThat(batch.reason()).isEqualTo(BatchReason.FULL_TOKENS);
    }

    @Test
    void a_text_longer_than_the_token_limit_leaves_alone() {
        WaitingTexts waiting = waiting(50, 50);

        Batch batch = waiting.takeBatch(policy(100, 30, 1), BatchReason.IDLE);

        assertThat(lengths(batch)).containsExactly(50);
    }

    @Test
    void a_batch_ends_where_lengths_jump() {
        WaitingTexts waiting = waiting(10, 200, 10, 11, 190, 10);

        Batch batch = waiting.takeBatch(policy(100, 10_000, 0.1), BatchReason.IDLE);

        assertThat(lengths(batch)).containsExactlyInAnyOrder(10, 10, 10, 11);
        assertThat(batch.reason()).isEqualTo(BatchReason.LENGTH_BOUNDARY);
    }

    @Test
    void the_text_that_waited_longest_always_leaves_however_odd_its_length() {
        WaitingTexts waiting = waiting(300, 10, 10, 10, 10, 10, 10);

        Batch batch = waiting.takeBatch(policy(4, 10_000, 0.1), BatchReason.IDLE);

        assertThat(lengths(batch)).containsExactly(300);
    }

    @Test
    void what_is_there_leaves_for_the_reason_given() {
        assertThat(waiting(7).takeBatch(policy(4, 100, 0), BatchReason.LINGER).reason())
                .isEqualTo(BatchReason.LINGER);
    }

    @Test
    void texts_past_their_deadline_are_taken_apart() {
        WaitingTexts waiting = waiting(5, 6, 7);

        List<Entry> expired = waiting.takeExpired(101);

        assertThat(expired).extracting(e -> e.encoding.length()).containsExactly(5, 6);
        assertThat(waiting.size()).isEqualTo(1);
    }

    @Property(tries = 300)
    void every_text_leaves_once_within_the_limits_and_oldest_first(
            @ForAll @Size(min = 1, max = 120) List<@IntRange(min = 1, max = 60) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 500) int paddedTokens,
            @ForAll @IntRange(min = 0, max = 30) int paddingPercent) {
        BatchPolicy policy = policy(rows, paddedTokens, paddingPercent / 100.0);
        WaitingTexts waiting = new WaitingTexts();
        List<Entry> added = new ArrayList<>();
        for (int length : lengths) {
            Entry entry = entry(length, added.size());
            waiting.add(entry);
            added.add(entry);
        }
        Set<Entry> gone = new HashSet<>();
        while (waiting.size() > 0) {
            Entry oldest =
                    added.stream().filter(e -> !gone.contains(e)).findFirst().orElseThrow();

            Batch batch = waiting.takeBatch(policy, BatchReason.IDLE);

            assertThat(batch.entries()).contains(oldest);
            assertThat(gone).doesNotContainAnyElementsOf(batch.entries());
            long longest = lengths(batch).stream().mapToInt(i -> i).max().orElseThrow();
            long sum = lengths(batch).stream().mapToInt(i -> i).sum();
            long padded = longest * batch.entries().size();
            assertThat(batch.entries().size()).isLessThanOrEqualTo(rows);
            if (batch.entries().size() > 1) {
                assertThat(padded).isLessThanOrEqualTo(paddedTokens);
                assertThat((double) padded).isLessThanOrEqualTo((1 + policy.maxPadding()) * sum);
            }
            gone.addAll(batch.entries());
        }
        assertThat(gone).hasSize(lengths.size());
        assertThat(waiting.oldest()).isNull();
    }
}
