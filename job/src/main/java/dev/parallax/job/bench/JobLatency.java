package dev.parallax.job.bench;

import com.codahale.metrics.Snapshot;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.EmbeddedBroker;
import dev.parallax.job.quickstart.ResultConsumer;
import dev.parallax.job.quickstart.SentenceProducer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Measures the latency of the job when texts arrive at a constant rate. */
final class JobLatency {

    /** Fraction of the records for warm-up, which are not timed. */
    private static final double WARM_UP = 0.5;

    /**
     * The measured latency.
     *
     * @param perSecond arrival rate, texts a second
     * @param millis milliseconds from reading a record to its prediction
     * @param rowsPerBatch mean number of texts of a batch
     */
    record LatencyResult(double perSecond, DistributionSummary millis, double rowsPerBatch) {}

    private JobLatency() {}

    /** Runs the job while a producer sends texts, for some seconds. */
    static LatencyResult measure(
            EmbeddedBroker broker, String name, Settings settings, Corpus corpus, double perSecond, int seconds)
            throws IOException, InterruptedException, ExecutionException {
        int records = Math.max(20, (int) (perSecond * seconds));
        JobRun.createTopics(broker, name, Map.of());
        try (JobRun run = JobRun.start(broker, name, settings);
                SentenceProducer producer =
                        JobRun.producer(broker, name, corpus, records, perSecond, () -> Long.MAX_VALUE)) {
            run.await("records sent", producer::sent, records);
            run.await("predictions", run.answers()::predictions, records);
            try (ResultConsumer results = run.results((long) (records * WARM_UP))) {
                run.stopAndVerify(results, records);
                Snapshot latency = results.latencyMillis();
                return new LatencyResult(
                        perSecond,
                        DistributionSummary.of(Arrays.stream(latency.getValues())
                                .asDoubleStream()
                                .toArray()),
                        (double) run.statistics().rows() / run.statistics().batches());
            }
        }
    }
}
