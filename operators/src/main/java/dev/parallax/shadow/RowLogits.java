package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.infer.RowScorer;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.batch.Scores;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The logits of the rows that one text is encoded into, by several pipelines or with several repairs.
 *
 * <p>Several encodings of a text share rows, and often one of them is the primary's. The model is run once for each
 * row, all missing rows in one go, and never for a row whose logits are known:
 *
 * <pre>{@code
 * RowLogits known = RowLogits.of(scored);                      // the primary's row
 * Optional<CompletableFuture<RowLogits>> all = known.run(known.missing(encoding), scorer);
 * // when complete: all.logits(encoding)
 * }</pre>
 *
 * <p>Two rows are the same if the model cannot distinguish them: see {@link EncodingDiff#input}. Immutable.
 */
public final class RowLogits {

    private final Map<Encoding, float[]> known;
    private final Map<Encoding, Throwable> failures;

    private RowLogits(Map<Encoding, float[]> known, Map<Encoding, Throwable> failures) {
        this.known = known;
        this.failures = failures;
    }

    /** The logits of the row that the primary read. */
    public static RowLogits of(ScoredText primary) {
        return new RowLogits(
                Map.of(
                        EncodingDiff.input(primary.encoding()),
                        primary.prediction().logits()),
                Map.of());
    }

    /** Whether the logits of all rows of an encoding are known; always so where it has no rows. */
    public boolean has(SparkNlpEncoding encoding) {
        return encoding.rows().stream().map(EncodingDiff::input).allMatch(known::containsKey);
    }

    /** The rows of an encoding without logits, each once, in order. */
    public Set<Encoding> missing(SparkNlpEncoding encoding) {
        Set<Encoding> missing = new LinkedHashSet<>();
        for (Encoding row : encoding.rows()) {
            missing.add(EncodingDiff.input(row));
        }
        missing.removeAll(known.keySet());
        return missing;
    }

    /**
     * The logits of an encoding's rows, {@code [rows, classes]}.
     *
     * @throws CompletionException with the cause, if the model failed on one of the rows
     * @throws IllegalStateException if the model was not run for one of the rows
     */
    public float[][] logits(SparkNlpEncoding encoding) {
        return encoding.rows().stream()
                .map(EncodingDiff::input)
                .map(this::logits)
                .toArray(float[][]::new);
    }

    private float[] logits(Encoding row) {
        float[] logits = known.get(row);
        if (logits != null) {
            return logits;
        }
        Throwable failure = failures.get(row);
        if (failure != null) {
            throw new CompletionException(failure);
        }
        throw new IllegalStateException("The model was not run for a row of " + row.length() + " tokens");
    }

    /** Whether the model failed on a row. */
    public boolean anyFailed() {
        return !failures.isEmpty();
    }

    /**
     * Runs the model for rows.
     *
     * @param rows rows without logits, as from {@link #missing}
     * @return these logits with those of the rows, once all are answered or failed; it never completes exceptionally.
     *     Nothing where the model has no room for the rows
     */
    public Optional<CompletableFuture<RowLogits>> run(Collection<Encoding> rows, RowScorer scorer) {
        if (rows.isEmpty()) {
            return Optional.of(CompletableFuture.completedFuture(this));
        }
        List<Encoding> inOrder = List.copyOf(rows);
        return scorer.score(inOrder)
                .map(scores -> CompletableFuture.allOf(scores.toArray(new CompletableFuture<?>[0]))
                        .handle((all, failure) -> with(inOrder, scores)));
    }

    private RowLogits with(List<Encoding> rows, List<CompletableFuture<Scores>> scores) {
        Map<Encoding, float[]> more = new HashMap<>(known);
        Map<Encoding, Throwable> failed = new HashMap<>(failures);
        for (int i = 0; i < rows.size(); i++) {
            try {
                more.put(rows.get(i), scores.get(i).join().logits());
            } catch (CompletionException e) {
                failed.put(rows.get(i), e.getCause() == null ? e : e.getCause());
            }
        }
        return new RowLogits(more, failed);
    }
}
