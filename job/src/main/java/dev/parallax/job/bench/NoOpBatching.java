package dev.parallax.job.bench;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.ServingMetrics;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.MicroBatcher;
import dev.parallax.infer.batch.Scores;
import dev.parallax.infer.model.DeviceOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Measures the overhead of the batcher with a model that does nothing. */
final class NoOpBatching {

    private static final int IN_FLIGHT = 4096;
    private static final int WARM_UP = 1_000_000;
    private static final int RECORDS = 3_000_000;

    /**
     * The measured throughput.
     *
     * @param records number of texts
     * @param perSecond texts a second
     * @param cpuSeconds CPU time of the whole process in that period
     * @param rowsPerBatch mean number of texts of a batch
     */
    record BatcherResult(int records, double perSecond, double cpuSeconds, double rowsPerBatch) {

        /** Texts for each second of CPU time. */
        double perCoreSecond() {
            return cpuSeconds == 0 ? perSecond : records / cpuSeconds;
        }
    }

    /** A classifier that always returns the same logits. */
    private static final class NoOp implements Classifier {

        private static final Scores SCORES = Scores.of(0, 0);

        @Override
        public List<Scores> score(List<Encoding> batch) {
            return Collections.nCopies(batch.size(), SCORES);
        }

        @Override
        public void close() {}
    }

    private NoOpBatching() {}

    /**
     * Submits texts from this thread, with at most {@value #IN_FLIGHT} waiting.
     *
     * @param texts the texts, which are repeated as needed
     * @param limits limits of a batch; the other values are fixed here
     */
    static BatcherResult measure(List<Encoding> texts, BatchPolicy limits) throws InterruptedException {
        BatchPolicy policy = limits.on(DeviceOptions.Provider.CPU, 1);
        BatchPolicy own = new BatchPolicy(
                policy.maxRows(), policy.maxPaddedTokens(), policy.maxPadding(), Duration.ZERO, 1, IN_FLIGHT);
        try (MicroBatcher batcher = new MicroBatcher("no-op", new NoOp(), own, texts.get(0), new ServingMetrics())) {
            submit(batcher, texts, WARM_UP);
            long batches = batcher.statistics().batches();
            long cpu = CpuTimes.processNanos();
            long start = System.nanoTime();
            submit(batcher, texts, RECORDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new BatcherResult(
                    RECORDS,
                    RECORDS / seconds,
                    (CpuTimes.processNanos() - cpu) / 1e9,
                    (double) RECORDS / (batcher.statistics().batches() - batches));
        }
    }

    private static void submit(MicroBatcher batcher, List<Encoding> texts, int records) throws InterruptedException {
        Duration timeout = Duration.ofMinutes(1);
        CountDownLatch open = new CountDownLatch(records);
        for (int i = 0; i < records; i++) {
            var unused = batcher.submit(texts.get(i % texts.size()), timeout)
                    .whenComplete((logits, failure) -> open.countDown());
        }
        open.await();
    }
}
