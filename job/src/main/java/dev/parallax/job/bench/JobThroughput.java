package dev.parallax.job.bench;

import dev.parallax.infer.batch.BatchStatistics;
import dev.parallax.job.bench.CpuTimes.Group;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.EmbeddedBroker;
import dev.parallax.job.quickstart.ResultConsumer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Measures the throughput of the job on a topic that is filled before it starts. */
final class JobThroughput {

    /** Fraction of the records for warm-up. */
    private static final double WARM_UP = 0.1;

    /**
     * The measured throughput.
     *
     * @param records number of records, each with one committed prediction
     * @param perSecond texts a second, from 10 % of the records on
     * @param rowsPerBatch mean number of texts of a batch
     * @param paddingRatio padded tokens divided by tokens
     * @param seconds time from 10 % of the records to the last prediction
     * @param cpuSeconds CPU time in that period
     */
    record ThroughputResult(
            int records,
            double perSecond,
            double rowsPerBatch,
            double paddingRatio,
            double seconds,
            Map<Group, Double> cpuSeconds) {

        /** CPU time of the process for each text, milliseconds. */
        double cpuMillisPerText() {
            double all = cpuSeconds.values().stream().mapToDouble(used -> used).sum();
            return 1000 * all / (perSecond * seconds);
        }
    }

    private JobThroughput() {}

    /** Fills a topic, runs the job over it and checks that every record has one committed prediction. */
    static ThroughputResult measure(EmbeddedBroker broker, String name, Settings settings, Corpus corpus, int records)
            throws IOException, InterruptedException, ExecutionException {
        JobRun.createTopics(broker, name, Map.of());
        JobRun.preload(broker, name, corpus, records);
        try (JobRun run = JobRun.start(broker, name, settings)) {
            BatchStatistics statistics = run.statistics();
            ResultCounters answers = run.answers();
            run.await("predictions", answers::predictions, (long) Math.ceil(records * WARM_UP));
            long before = answers.predictions();
            if (before >= records) {
                throw new IllegalStateException(
                        "There must be more records than the job does while it warms up, and it did all " + records
                                + " of them");
            }
            long start = System.nanoTime();
            CpuTimes cpu = CpuTimes.now();
            run.await("predictions", answers::predictions, records);
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<Group, Double> cpuSeconds = CpuTimes.now().secondsSince(cpu);
            try (ResultConsumer results = run.results(0)) {
                run.stopAndVerify(results, records);
            }
            return new ThroughputResult(
                    records,
                    (records - before) / seconds,
                    (double) statistics.rows() / statistics.batches(),
                    statistics.paddingRatio(),
                    seconds,
                    cpuSeconds);
        }
    }
}
