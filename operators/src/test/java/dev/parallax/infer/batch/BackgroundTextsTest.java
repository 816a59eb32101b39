package dev.parallax.infer.batch;

import static dev.parallax.infer.batch.EchoClassifier.batcher;
import static dev.parallax.infer.batch.EchoClassifier.failure;
import static dev.parallax.infer.batch.EchoClassifier.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that the batcher takes behind all others. */
@Timeout(60)
class BackgroundTextsTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final BackgroundLimits BEHIND_ALL = new BackgroundLimits(100, 0);

    private static List<Encoding> encodings(int from, int to) {
        List<Encoding> encodings = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            encodings.add(Encoding.of(i));
        }
        return encodings;
    }

    @Test
    void background_texts_leave_behind_all_others() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        try (MicroBatcher batcher = batcher(echo, policy(4))) {
            CompletableFuture<Scores> first = batcher.submit(Encoding.of(1), AN_HOUR);
            echo.busy.await();
            List<CompletableFuture<Scores>> background =
                    batcher.offer(encodings(101, 103), AN_HOUR, BEHIND_ALL).orElseThrow();
            List<CompletableFuture<Scores>> others = new ArrayList<>();
            for (int i = 2; i <= 6; i++) {
                others.add(batcher.submit(Encoding.of(i), AN_HOUR));
            }
            assertThat(batcher.waiting()).isEqualTo(8);

            echo.gate.release(100);

            for (int i = 0; i < background.size(); i++) {
                assertThat(background.get(i).get().logits()[0]).isEqualTo(101 + i);
            }
            assertThat(first).isDone();
            assertThat(others).allMatch(CompletableFuture::isDone);
            assertThat(echo.batchSizes).containsExactly(1, 4, 1, 3);
        }
    }

    @Test
    void the_background_has_its_share_of_the_batches_while_others_wait() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        try (MicroBatcher batcher = batcher(echo, policy(1))) {
            List<String> order = new CopyOnWriteArrayList<>();
            batcher.submit(Encoding.of(0), AN_HOUR);
            echo.busy.await();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                all.add(batcher.submit(Encoding.of(i), AN_HOUR).thenRun(() -> order.add("front")));
            }
            batcher.offer(encodings(1, 4), AN_HOUR, new BackgroundLimits(100, 0.5))
                    .orElseThrow()
                    .forEach(answer -> all.add(answer.thenRun(() -> order.add("back"))));

            echo.gate.release(100);
            CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get(30, TimeUnit.SECONDS);

            assertThat(order)
                    .containsExactly(
                            "front", "back", "front", "back", "front", "back", "front", "back", "front", "front");
        }
    }

    @Test
    void the_background_is_refused_where_too_much_of_it_waits_and_others_are_not() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        BackgroundLimits narrow = new BackgroundLimits(3, 0);
        try (MicroBatcher batcher = batcher(echo, policy(4))) {
            batcher.submit(Encoding.of(1), AN_HOUR);
            echo.busy.await();

            assertThat(batcher.offer(encodings(1, 5), AN_HOUR, narrow))
                    .as("more than may wait, but alone")
                    .isPresent();
            assertThat(batcher.offer(encodings(6, 6), AN_HOUR, narrow)).isEmpty();
            CompletableFuture<Scores> other = batcher.submit(Encoding.of(7), AN_HOUR);

            echo.gate.release(100);
            assertThat(other.get(30, TimeUnit.SECONDS).logits()[0]).isEqualTo(7);
        }
    }

    @Test
    void background_texts_expire_drain_and_are_abandoned_as_others_are() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        CompletableFuture<Scores> abandoned;
        CompletableFuture<Scores> expired;
        try (MicroBatcher batcher = batcher(echo, policy(1))) {
            batcher.submit(Encoding.of(1), AN_HOUR);
            echo.busy.await();
            expired = batcher.offer(encodings(2, 2), Duration.ZERO, BEHIND_ALL)
                    .orElseThrow()
                    .get(0);
            CompletableFuture<Scores> drained = batcher.offer(encodings(3, 3), AN_HOUR, BEHIND_ALL)
                    .orElseThrow()
                    .get(0);
            echo.gate.release(100);
            batcher.drain();
            assertThat(drained.get().logits()[0]).isEqualTo(3);
            abandoned = batcher.offer(encodings(4, 4), AN_HOUR, BEHIND_ALL)
                    .orElseThrow()
                    .get(0);
        }
        assertThat(failure(expired)).isInstanceOf(TextFailedException.class);
        assertThat(failure(abandoned)).isInstanceOf(BatcherClosedException.class);
    }
}
