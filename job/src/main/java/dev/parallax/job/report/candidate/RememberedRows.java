package dev.parallax.job.report.candidate;

import dev.parallax.encode.Encoding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Runs the model once for rows that come again soon; the ids that are remembered are bounded. Safe for several threads.
 */
final class RememberedRows implements RowScorer {

    private final RowScorer scorer;
    private final long maxIds;
    private final Map<Encoding, CompletableFuture<float[]>> latest = new LinkedHashMap<>(16, 0.75f, true);
    private long ids;

    /**
     * @param scorer runs the model
     * @param maxIds token ids of the rows that are remembered
     */
    RememberedRows(RowScorer scorer, long maxIds) {
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
