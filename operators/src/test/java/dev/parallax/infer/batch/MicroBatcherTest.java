package dev.parallax.infer.batch;

import static dev.parallax.infer.batch.EchoClassifier.batcher;
import static dev.parallax.infer.batch.EchoClassifier.failure;
import static dev.parallax.infer.batch.EchoClassifier.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.model.DeviceOptions.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MicroBatcherTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final int POISON = EchoClassifier.POISON;
    private static final int SLOW = EchoClassifier.SLOW;

    @Test
    void what_waits_while_the_device_is_busy_leaves_together() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        try (MicroBatcher batcher = batcher(echo, policy(8))) {
            List<CompletableFuture<Scores>> answers = new ArrayList<>();
            answers.add(batcher.submit(Encoding.of(1), AN_HOUR));
            echo.busy.await();
            for (int i = 2; i <= 12; i++) {
                answers.add(batcher.submit(Encoding.of(i), AN_HOUR));
            }

            echo.gate.release(100);

            for (int i = 0; i < 12; i++) {
                assertThat(answers.get(i).get().logits()[0]).isEqualTo(i + 1);
            }
            assertThat(echo.batchSizes).containsExactly(1, 8, 3);
            assertThat(batcher.statistics().batches(BatchReason.FULL_ROWS)).isEqualTo(1);
            assertThat(batcher.statistics().batches(BatchReason.IDLE)).isEqualTo(2);
            assertThat(batcher.statistics().rows()).isEqualTo(12);
        }
    }

    @Test
    void a_lone_text_does_not_wait_for_company() throws Exception {
        try (MicroBatcher batcher = batcher(new EchoClassifier(100), policy(8))) {
            assertThat(batcher.submit(Encoding.of(5), AN_HOUR)
                            .get(30, TimeUnit.SECONDS)
                            .logits()[0])
                    .isEqualTo(5);
        }
    }

    @Test
    void a_linger_waits_for_a_full_batch_and_no_longer() throws Exception {
        EchoClassifier echo = new EchoClassifier(100);
        BatchPolicy patient = new BatchPolicy(3, 10_000, 0.1, Duration.ofMinutes(30), 1, 100);
        try (MicroBatcher batcher = batcher(echo, patient)) {
            CompletableFuture<Scores> first = batcher.submit(Encoding.of(1), AN_HOUR);
            CompletableFuture<Scores> second = batcher.submit(Encoding.of(2), AN_HOUR);
            assertThat(first).isNotDone();

            batcher.submit(Encoding.of(3), AN_HOUR).get();

            assertThat(second.get().logits()[0]).isEqualTo(2);
            assertThat(echo.batchSizes).containsExactly(3);
        }
    }

    @Test
    void a_linger_ends_though_the_batch_is_not_full() throws Exception {
        BatchPolicy brief = new BatchPolicy(3, 10_000, 0.1, Duration.ofMillis(5), 1, 100);
        try (MicroBatcher batcher = batcher(new EchoClassifier(100), brief)) {
            assertThat(batcher.submit(Encoding.of(1), AN_HOUR)
                            .get(30, TimeUnit.SECONDS)
                            .logits()[0])
                    .isEqualTo(1);
            assertThat(batcher.statistics().batches(BatchReason.LINGER)).isEqualTo(1);
        }
    }

    @Test
    void one_bad_text_of_a_batch_fails_alone() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        try (MicroBatcher batcher = batcher(echo, policy(16))) {
            CompletableFuture<Scores> opener = batcher.submit(Encoding.of(1), AN_HOUR);
            echo.busy.await();
            List<CompletableFuture<Scores>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(batcher.submit(Encoding.of(i == 11 ? POISON : i), AN_HOUR));
            }
            echo.gate.release(1000);

            assertThat(opener.get().logits()[0]).isEqualTo(1);
            for (int i = 0; i < 16; i++) {
                if (i == 11) {
                    assertThat(failure(answers.get(i)))
                            .isInstanceOfSatisfying(
                                    TextFailedException.class,
                                    e -> assertThat(e.timeout()).isFalse());
                } else {
                    assertThat(answers.get(i).get().logits()[0]).isEqualTo(i);
                }
            }
            assertThat(batcher.statistics().splits()).isEqualTo(4);
        }
    }

    @Test
    void a_text_that_takes_too_long_fails_alone_and_says_so() throws Exception {
        try (MicroBatcher batcher = batcher(new EchoClassifier(1000), policy(4))) {
            assertThat(failure(batcher.submit(Encoding.of(SLOW), AN_HOUR)))
                    .isInstanceOfSatisfying(
                            TextFailedException.class,
                            e -> assertThat(e.timeout()).isTrue());
        }
    }

    @Test
    void no_text_is_blamed_for_a_broken_device() throws Exception {
        EchoClassifier echo = new EchoClassifier(1000);
        echo.broken = true;
        try (MicroBatcher batcher = batcher(echo, policy(4))) {
            assertThat(failure(batcher.submit(Encoding.of(5), AN_HOUR))).isInstanceOf(DeviceFailedException.class);
        }
    }

    @Test
    void a_text_that_no_batch_takes_in_time_is_not_run() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        try (MicroBatcher batcher = batcher(echo, policy(1))) {
            CompletableFuture<Scores> first = batcher.submit(Encoding.of(1), AN_HOUR);
            echo.busy.await();
            CompletableFuture<Scores> late = batcher.submit(Encoding.of(2), Duration.ZERO);
            CompletableFuture<Scores> last = batcher.submit(Encoding.of(3), AN_HOUR);
            echo.gate.release(10);

            assertThat(first.get().logits()[0]).isEqualTo(1);
            assertThat(last.get().logits()[0]).isEqualTo(3);
            assertThat(failure(late))
                    .isInstanceOfSatisfying(
                            TextFailedException.class,
                            e -> assertThat(e.timeout()).isTrue());
            assertThat(echo.batchSizes).containsExactly(1, 1);
        }
    }

    @Test
    void a_full_queue_makes_the_submitter_wait() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        BatchPolicy small = new BatchPolicy(1, 10_000, 0.1, Duration.ZERO, 1, 2);
        try (MicroBatcher batcher = batcher(echo, small)) {
            batcher.submit(Encoding.of(1), AN_HOUR);
            echo.busy.await();
            batcher.submit(Encoding.of(2), AN_HOUR);
            batcher.submit(Encoding.of(3), AN_HOUR);
            CompletableFuture<Float> fourth = new CompletableFuture<>();
            Thread submitter = new Thread(() -> {
                try {
                    fourth.complete(
                            batcher.submit(Encoding.of(4), AN_HOUR).get().logits()[0]);
                } catch (InterruptedException | ExecutionException e) {
                    fourth.completeExceptionally(e);
                }
            });
            submitter.start();
            while (submitter.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(batcher.waiting()).isEqualTo(2);

            echo.gate.release(10);

            assertThat(fourth.get(30, TimeUnit.SECONDS)).isEqualTo(4);
        }
    }

    @Test
    void closing_fails_what_waits_and_refuses_what_comes() throws Exception {
        EchoClassifier echo = new EchoClassifier(0);
        MicroBatcher batcher = batcher(echo, policy(1));
        CompletableFuture<Scores> running = batcher.submit(Encoding.of(1), AN_HOUR);
        echo.busy.await();
        CompletableFuture<Scores> waiting = batcher.submit(Encoding.of(2), AN_HOUR);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(batcher::close);

        assertThat(failure(waiting)).isInstanceOf(BatcherClosedException.class);
        echo.gate.release(10);
        closed.get(30, TimeUnit.SECONDS);

        assertThat(running.get().logits()[0]).isEqualTo(1);
        assertThat(failure(batcher.submit(Encoding.of(3), AN_HOUR))).isInstanceOf(BatcherClosedException.class);
    }

    @Test
    void draining_answers_everything_without_lingering() throws Exception {
        BatchPolicy patient = new BatchPolicy(100, 10_000, 0.1, Duration.ofMinutes(30), 1, 100);
        try (MicroBatcher batcher = batcher(new EchoClassifier(100), patient)) {
            CompletableFuture<Scores> answer = batcher.submit(Encoding.of(1), AN_HOUR);

            batcher.drain();

            assertThat(answer.getNow(Scores.of(0)).logits()[0]).isEqualTo(1);
            assertThat(batcher.statistics().batches(BatchReason.DRAIN)).isEqualTo(1);
            assertThat(failure(batcher.submit(Encoding.of(2), AN_HOUR))).isInstanceOf(BatcherClosedException.class);
        }
    }

    @Test
    void a_defect_in_the_classifier_leaves_no_future_open() throws Exception {
        Classifier defective = new Classifier() {
            @Override
            public List<Scores> score(List<Encoding> batch) {
                throw new IllegalStateException("a defect");
            }

            @Override
            public void close() {}
        };
        try (MicroBatcher batcher = batcher(defective, policy(4))) {
            assertThat(failure(batcher.submit(Encoding.of(1), AN_HOUR))).isInstanceOf(DeviceFailedException.class);
            assertThat(failure(batcher.submit(Encoding.of(2), AN_HOUR))).isInstanceOf(DeviceFailedException.class);
        }
    }

    @Property(tries = 20)
    void every_text_of_many_threads_gets_its_own_answer_exactly_once(
            @ForAll @IntRange(min = 1, max = 4) int inFlight,
            @ForAll @IntRange(min = 1, max = 33) int rows,
            @ForAll long seed)
            throws Exception {
        BatchPolicy policy = new BatchPolicy(rows, 500, 0.1, Duration.ZERO, inFlight, Math.max(rows, 50));
        int threads = 3;
        int each = 400;
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        try (MicroBatcher batcher = batcher(new EchoClassifier(Integer.MAX_VALUE), policy)) {
            List<Thread> submitters = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                Random random = new Random(seed + t);
                Thread submitter = new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        int id = random.nextInt(50) == 0 ? POISON : random.nextInt(500);
                        int[] ids = new int[1 + random.nextInt(60)];
                        ids[0] = id;
                        try {
                            var unused = batcher.submit(Encoding.of(ids), AN_HOUR)
                                    .whenComplete((scores, failure) -> {
                                        (failure == null ? answered : failed).incrementAndGet();
                                        if ((failure == null) == (id == POISON)
                                                || (failure == null && scores.logits()[0] != id)) {
                                            wrong.incrementAndGet();
                                        }
                                    });
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                });
                submitters.add(submitter);
                submitter.start();
            }
            for (Thread submitter : submitters) {
                submitter.join();
            }
            batcher.drain();
        }
        assertThat(wrong).hasValue(0);
        assertThat(answered.get() + failed.get()).isEqualTo(threads * each);
    }

    @Test
    void limits_that_make_no_sense_are_refused_by_name() {
        assertThatThrownBy(() -> new BatchPolicy(-1, 1, 0, Duration.ZERO, 1, 1)).hasMessageContaining("maxRows");
        assertThatThrownBy(() -> new BatchPolicy(8, 1, 0, Duration.ZERO, 1, 7)).hasMessageContaining("maxWaiting");
        assertThatThrownBy(() -> new BatchPolicy(8, 1, Double.NaN, Duration.ZERO, 1, 8))
                .hasMessageContaining("maxPadding");
    }

    @Test
    void limits_by_the_device_suit_it_and_written_ones_stay() {
        // Given
        BatchPolicy byDevice =
                new BatchPolicy(BatchPolicy.BY_DEVICE, 8192, 0.1, Duration.ZERO, BatchPolicy.BY_DEVICE, 512);
        BatchPolicy written = new BatchPolicy(5, 8192, 0.1, Duration.ZERO, 3, 512);
        int cores = Runtime.getRuntime().availableProcessors();
        // When, Then
        assertThat(byDevice.on(Provider.CPU, 1).maxRows()).isEqualTo(16);
        assertThat(byDevice.on(Provider.CPU, 1).inFlight()).isEqualTo(Math.min(16, cores));
        assertThat(byDevice.on(Provider.CPU, 0).inFlight()).isEqualTo(1);
        assertThat(byDevice.on(Provider.CPU, cores + 1).inFlight()).isEqualTo(1);
        assertThat(byDevice.on(Provider.CUDA, 1)).isEqualTo(new BatchPolicy(32, 8192, 0.1, Duration.ZERO, 2, 512));
        assertThat(written.on(Provider.CUDA, 1)).isEqualTo(written);
        assertThatThrownBy(() ->
                        new MicroBatcher("x", new EchoClassifier(0), byDevice, Encoding.of(1), BatchListener.NONE))
                .hasMessageContaining("not by the device");
    }
}
