package dev.parallax.job.filereport.candidate;

import dev.parallax.infer.ClassifierRegistry;
import dev.parallax.infer.Lease;
import dev.parallax.infer.ModelServing;
import dev.parallax.infer.RowScorer;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.Twin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs candidates on every compared text, with the session and batches of the primary. Texts are encoded on a separate
 * thread, which blocks while the model is busy. Every comparison has one result; a candidate that fails on a text has
 * the verdict {@link Verdict#FAILED}.
 */
public final class CandidateFunction extends RichAsyncFunction<Comparison, CandidateVerdicts> {

    /** Largest number of ids of cached rows: about ten thousand rows of ordinary length, or a few megabytes. */
    private static final long REMEMBERED_IDS = 500_000;

    private final ServingOptions serving;
    private final ShadowOptions options;
    private final List<Candidate> candidates;
    private final Duration timeout;
    private transient @Nullable Resources open;

    private record Resources(Lease<ModelServing> lease, ExecutorService executor, CandidateRuns runs) {}

    /**
     * @param serving the primary's model
     * @param options options of the comparisons
     * @param candidates the other pipelines to run
     * @param timeout how long a row may wait for its batch
     */
    public CandidateFunction(
            ServingOptions serving, ShadowOptions options, List<Candidate> candidates, Duration timeout) {
        this.serving = serving;
        this.options = options;
        this.candidates = List.copyOf(candidates);
        this.timeout = timeout;
    }

    @Override
    public void open(OpenContext context) {
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        List<CandidateRuns.PreparedCandidate> runs = candidates.stream()
                .map(candidate -> new CandidateRuns.PreparedCandidate(
                        candidate, Twin.of(model, candidate.pipeline(), options.limits())))
                .toList();
        Lease<ModelServing> lease = ClassifierRegistry.acquire(serving);
        RowScorer scorer = new RowCache(lease.value().scorer(timeout), REMEMBERED_IDS);
        open = new Resources(
                lease,
                Executors.newSingleThreadExecutor(task -> {
                    Thread thread = new Thread(task, "parallax-candidates");
                    thread.setDaemon(true);
                    return thread;
                }),
                new CandidateRuns(Twin.of(model, options), options.pipeline().bert(), runs, scorer));
    }

    @Override
    public void asyncInvoke(Comparison compared, ResultFuture<CandidateVerdicts> result) {
        Resources now = open;
        if (now == null) {
            throw new IllegalStateException("The function is not open");
        }
        now.executor.execute(() -> {
            try {
                Comparison shown =
                        now.runs.withPieces(compared, options.attribution().maxPieces());
                var unused = now.runs.judge(compared).whenComplete((verdicts, failure) -> {
                    if (failure == null) {
                        result.complete(List.of(new CandidateVerdicts(shown, verdicts)));
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
    }

    @Override
    public void timeout(Comparison compared, ResultFuture<CandidateVerdicts> result) {
        result.complete(
                List.of(new CandidateVerdicts(compared, Collections.nCopies(candidates.size(), Verdict.FAILED))));
    }

    @Override
    public void close() {
        if (open != null) {
            open.executor.shutdownNow();
            open.lease.close();
            open = null;
        }
    }
}
