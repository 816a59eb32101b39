package dev.parallax.infer.batch;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.ServingMetrics;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the overhead of the batcher for a text, without the model: lengths are spread as reviews' are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BatcherBenchmark {

    private static final int TEXTS = 4096;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final long SEED = 1;

    private final Encoding[] encodings = new Encoding[TEXTS];
    private MicroBatcher batcher;

    /** Answers with the same logits whatever it is asked. */
    private static final class NoOp implements Classifier {

        private static final Scores SCORES = Scores.of(0, 0);

        @Override
        public List<Scores> score(List<Encoding> batch) {
            return Collections.nCopies(batch.size(), SCORES);
        }

        @Override
        public void close() {}
    }

    /** Makes texts and starts a batcher. */
    @Setup
    public void start() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            int length = (int) Math.min(512, 20 * Math.exp(0.6 * random.nextGaussian()) + 3);
            encodings[i] = Encoding.of(new int[length]);
        }
        batcher = new MicroBatcher("benchmark", new NoOp(), BatchPolicy.DEFAULT, encodings[0], new ServingMetrics());
    }

    /** Stops the batcher. */
    @TearDown
    public void stop() {
        batcher.close();
    }

    /** Texts from one thread through the batcher and back, with another thread for the batches. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public void throughTheBatcher() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(TEXTS);
        for (Encoding encoding : encodings) {
            batcher.submit(encoding, TIMEOUT).whenComplete((scores, failure) -> open.countDown());
        }
        open.await();
    }

    /** Texts added to what waits and taken in batches, on one thread. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public int takeBatch() {
        WaitingTexts waiting = new WaitingTexts();
        for (Encoding encoding : encodings) {
            waiting.add(new WaitingTexts.Entry(encoding, 0, Long.MAX_VALUE));
        }
        int batches = 0;
        while (waiting.size() > 0) {
            batches += waiting.takeBatch(BatchPolicy.DEFAULT, BatchReason.IDLE).entries().size();
        }
        return batches;
    }
}
