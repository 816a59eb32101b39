package dev.parallax.job.report.candidate;

import dev.parallax.encode.Encoding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A cache of recently scored rows, so that the model runs once for repeated rows. Its size is bounded by the number of
 * ids. Thread-safe.
 */
final class RowCache implements RowScorer {

    private final RowScorer scorer;
    private final long maxIds;
    private final Map<Encoding, CompletableFuture<float[]>> latest = new LinkedHashMap<>(16, 0.75f, true);
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
    public CompletableFuture<float[]> score(Encoding row) {
        CompletableFuture<float[]> mine = new CompletableFuture<>();
        synchronized (this) {
            CompletableFuture<float[]> known = latest.get(row);
            if (known != null && !known.isCompletedExceptionally()) {
                return known;
            }
            if (latest.put(row, mine) == null) {
                ids += row.length();
            }
            forget();
        }
        var unused = scorer.score(row).whenComplete((logits, failure) -> {
            if (failure == null) {
                mine.complete(logits);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private void forget() {
        var oldest = latest.keySet().iterator();
        while (ids > maxIds && oldest.hasNext()) {
            ids -= oldest.next().length();
            oldest.remove();
        }
    }
}
