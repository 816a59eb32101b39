package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs the model for the shadow. */
@FunctionalInterface
interface Scorer {

    /**
     * Scores rows, in one go as far as batches allow.
     *
     * @return logits {@code [rows, classes]}, or nothing where the model has no room for the shadow now
     */
    Optional<CompletableFuture<float[][]>> score(List<Encoding> rows);
}
