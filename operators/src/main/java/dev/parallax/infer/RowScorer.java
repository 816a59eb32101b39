package dev.parallax.infer;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Scores;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs a model on rows of token ids that belong together, such as the sentences of one text. */
@FunctionalInterface
public interface RowScorer {

    /**
     * Submits rows, in one go as far as batches allow.
     *
     * @param rows the rows, all of which are taken or none
     * @return the scores of each row, in order; or nothing where the model has no room for them now, or where the
     *     calling thread was interrupted while it waited for room
     */
    Optional<List<CompletableFuture<Scores>>> score(List<Encoding> rows);
}
