package dev.parallax.job.report.candidate;

import dev.parallax.encode.Encoding;
import java.util.concurrent.CompletableFuture;

/** Runs the primary's model for candidates. */
@FunctionalInterface
interface RowScorer {

    /**
     * Scores a row, waiting while there is no room for it.
     *
     * @return logits {@code [classes]}
     */
    CompletableFuture<float[]> score(Encoding row);
}
