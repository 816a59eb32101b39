package dev.parallax.job.report.candidate;

import dev.parallax.encode.Encoding;
import java.util.concurrent.CompletableFuture;

/** Runs the primary's model for candidates. */
@FunctionalInterface
interface RowScorer {

    /**
     * Scores a row. Blocks while the queue of the model is full.
     *
     * @return logits {@code [classes]}
     */
    CompletableFuture<float[]> score(Encoding row);
}
