package dev.parallax.job.filereport.candidate;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.RowScorer;
import dev.parallax.infer.batch.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * A cache of recently scored rows, so that the model runs once for repeated rows. Its size is bounded by the number of
 * ids. Thread-safe.
 */
final class RowCache implements RowScorer {

    private final RowScorer scorer;
    private final long maxIds;
    private final Map<Encoding, CompletableFuture<Scores>> latest = new LinkedHashMap<>(16, 0.75f, true);
    private long ids;

    /**
     * @param scorer runs the model
     * @param maxIds largest number of token ids of all cached rows
     */
    RowCache(RowScorer scorer, long maxIds) {
        this.scorer = scorer;
        this.maxIds = maxIds;
    }

    @Override
    public Optional<List<CompletableFuture<Scores>>> score(List<Encoding> rows) {
        List<CompletableFuture<Scores>> scores = new ArrayList<>(rows.size());
        Map<Encoding, CompletableFuture<Scores>> fresh = new LinkedHashMap<>();
        synchronized (this) {
            for (Encoding row : rows) {
                CompletableFuture<Scores> known = latest.get(row);
                if (known == null || known.isCompletedExceptionally()) {
                    known = new CompletableFuture<>();
                    fresh.put(row, known);
                    remember(row, known);
                }
                scores.add(known);
            }
        }
        if (fresh.isEmpty()) {
            return Optional.of(scores);
        }
        Optional<List<CompletableFuture<Scores>>> run = scorer.score(List.copyOf(fresh.keySet()));
        if (run.isEmpty()) {
            fresh.values().forEach(score -> score.completeExceptionally(new CancellationException("no room")));
            return Optional.empty();
        }
        int i = 0;
        for (CompletableFuture<Scores> score : fresh.values()) {
            forward(run.get().get(i++), score);
        }
        return Optional.of(scores);
    }

    private static void forward(CompletableFuture<Scores> from, CompletableFuture<Scores> to) {
        var unused = from.whenComplete((scores, failure) -> {
            if (failure == null) {
                to.complete(scores);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }

    private void remember(Encoding row, CompletableFuture<Scores> scores) {
        if (latest.put(row, scores) == null) {
            ids += row.length();
        }
        var oldest = latest.keySet().iterator();
        while (ids > maxIds && oldest.hasNext()) {
            ids -= oldest.next().length();
            oldest.remove();
        }
    }
}
