package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.ModelServing;
import dev.parallax.infer.batch.BackgroundLimits;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.Counter;

/**
 * Runs the primary's model, behind the primary's texts unless every text is to be compared. Safe for several threads.
 */
final class ModelScorer implements Scorer {

    private final ModelServing serving;
    private final ShadowOptions options;
    private final BackgroundLimits limits;
    private final Counter rowsInferred;

    ModelScorer(ModelServing serving, ShadowOptions options, Counter rowsInferred) {
        this.serving = serving;
        this.options = options;
        this.limits = options.limits().rows();
        this.rowsInferred = rowsInferred;
    }

    @Override
    public Optional<CompletableFuture<float[][]>> score(List<Encoding> rows) {
        Optional<List<CompletableFuture<float[]>>> answers = options.sampling().overload() == Overload.SHED
                ? serving.offer(rows, options.limits().timeout(), limits)
                : submitted(rows);
        if (answers.isPresent()) {
            rowsInferred.inc(rows.size());
        }
        return answers.map(this::together);
    }

    private Optional<List<CompletableFuture<float[]>>> submitted(List<Encoding> rows) {
        List<CompletableFuture<float[]>> answers = new ArrayList<>(rows.size());
        for (Encoding row : rows) {
            try {
                answers.add(serving.submit(row, options.limits().timeout()));
            } catch (InterruptedException e) {
                // The function closes, or the time for the text is up: nobody waits for the answer.
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.of(answers);
    }

    private CompletableFuture<float[][]> together(List<CompletableFuture<float[]>> answers) {
        return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> answers.stream()
                        .map(CompletableFuture::join)
                        .map(serving::logits)
                        .toArray(float[][]::new));
    }
}
