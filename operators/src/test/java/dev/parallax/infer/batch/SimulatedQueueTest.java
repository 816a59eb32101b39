package dev.parallax.infer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.Encoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SimulatedQueueTest {

    /** Records batches; the first one waits until all texts are submitted. */
    private static final class Recorder implements Classifier {

        private final CountDownLatch busy = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);
        private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());

        @Override
        public List<Scores> score(List<Encoding> batch) {
            busy.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            batches.add(batch.stream().map(text -> text.ids()[0]).toList());
            return Collections.nCopies(batch.size(), Scores.of(0));
        }

        @Override
        public void close() {}
    }

    private static Encoding text(int number, int length) {
        int[] ids = new int[length];
        ids[0] = number;
        return Encoding.of(ids);
    }

    @Property(tries = 60)
    void batches_are_those_of_the_micro_batcher(
            @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 1, max = 60) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 500) int paddedTokens,
            @ForAll @IntRange(min = 0, max = 30) int paddingPercent)
            throws Exception {
        // Given
        BatchPolicy policy = new BatchPolicy(rows, paddedTokens, paddingPercent / 100.0, Duration.ZERO, 1, 1000);
        Recorder recorder = new Recorder();
        List<CompletableFuture<Scores>> answers = new ArrayList<>();
        try (MicroBatcher batcher = EchoClassifier.batcher(recorder, policy)) {
            answers.add(batcher.submit(text(-1, 1), Duration.ofMinutes(5)));
            recorder.busy.await();
            for (int i = 0; i < lengths.size(); i++) {
                answers.add(batcher.submit(text(i, lengths.get(i)), Duration.ofMinutes(5)));
            }
            recorder.gate.countDown();
            for (CompletableFuture<Scores> answer : answers) {
                assertThat(answer.get(1, TimeUnit.MINUTES)).isNotNull();
            }
        }
        // When
        SimulatedQueue queue = new SimulatedQueue(policy);
        for (int i = 0; i < lengths.size(); i++) {
            queue.add(text(i, lengths.get(i)), i);
        }
        List<List<Integer>> simulated = new ArrayList<>();
        simulated.add(List.of(-1));
        while (queue.size() > 0) {
            simulated.add(Arrays.stream(queue.take()).boxed().toList());
        }
        // Then
        assertThat(simulated).isEqualTo(recorder.batches);
    }

    @Test
    void a_queue_without_a_number_of_rows_is_refused() {
        BatchPolicy byDevice = new BatchPolicy(BatchPolicy.BY_DEVICE, 100, 0.1, Duration.ZERO, 1, 100);
        assertThatThrownBy(() -> new SimulatedQueue(byDevice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number of rows");
    }

    @Test
    void nothing_is_taken_where_nothing_waits() {
        SimulatedQueue queue = new SimulatedQueue(EchoClassifier.policy(4));
        assertThat(queue.size()).isZero();
        assertThatThrownBy(queue::take).isInstanceOf(IllegalStateException.class);
    }
}
