package dev.parallax.job.bench;

import dev.parallax.job.bench.Trend.Sample;
import dev.parallax.job.quickstart.EmbeddedBroker;
import dev.parallax.job.quickstart.ResultConsumer;
import dev.parallax.job.quickstart.SentenceProducer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/** A soak test: runs the job on many records and samples its memory. For one thread. */
public final class Soak {

    private static final String NAME = "soak";
    private static final long NANOS_BETWEEN_SAMPLES = 5_000_000_000L;
    /** Largest number of unread texts in the topic, because the broker's retention is limited by size. */
    private static final long AHEAD = 20_000;

    /** Topic settings that keep some hundred thousand records; older ones are deleted long after they were read. */
    private static final Map<String, String> KEEP_LITTLE =
            Map.of("retention.bytes", "134217728", "segment.bytes", "33554432", "file.delete.delay.ms", "1000");

    private final PrintStream progress;
    private final List<Sample> resident = new ArrayList<>();
    private final List<Sample> heap = new ArrayList<>();
    private long lastSample = System.nanoTime();

    /** @param progress receives a line for each sample */
    public Soak(PrintStream progress) {
        this.progress = progress;
    }

    /**
     * Runs the job until every record has one committed prediction.
     *
     * @throws IOException if the texts cannot be read
     * @throws ExecutionException if the job fails
     * @throws IllegalStateException if not every record has one committed prediction
     */
    public SoakReport run(Bench.Workload plan) throws IOException, InterruptedException, ExecutionException {
        BenchTexts texts = BenchTexts.read(plan.texts(), plan.maxWords());
        int records = plan.records();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            JobRun.createTopics(broker, NAME, KEEP_LITTLE);
            try (JobRun run = JobRun.start(broker, NAME, plan.settings());
                    ResultConsumer results = run.results(0)) {
                LongSupplier done = run.answers()::predictions;
                long start = System.nanoTime();
                try (SentenceProducer producer =
                        JobRun.producer(broker, NAME, texts.corpus(), records, 0, () -> done.getAsLong() + AHEAD)) {
                    run.await("predictions", () -> sampled(done.getAsLong()), records);
                    run.await("records sent", producer::sent, records);
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                run.stopAndVerify(results, records);
                return new SoakReport(
                        records, texts.origin(), seconds, resident.size(), Trend.of(resident), Trend.of(heap));
            }
        }
    }

    private long sampled(long done) {
        if (System.nanoTime() - lastSample >= NANOS_BETWEEN_SAMPLES) {
            long heapMiB = Memory.heapAfterCollectionMiB();
            long residentMiB = Memory.now().residentMiB().orElse(0);
            resident.add(new Sample(done, residentMiB));
            heap.add(new Sample(done, heapMiB));
            progress.printf(Locale.ROOT, "%,d records: resident %d MiB, heap %d MiB%n", done, residentMiB, heapMiB);
            lastSample = System.nanoTime();
        }
        return done;
    }
}
