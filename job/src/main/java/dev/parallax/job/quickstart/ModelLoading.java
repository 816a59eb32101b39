package dev.parallax.job.quickstart;

import dev.parallax.infer.ServingOptions;
import dev.parallax.job.pipeline.Rehearsal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Loads the job's model in a thread of its own while other parts start, and keeps it loaded until it is closed. */
final class ModelLoading implements AutoCloseable {

    private final CompletableFuture<Rehearsal> model;

    private ModelLoading(CompletableFuture<Rehearsal> model) {
        this.model = model;
    }

    /** Starts to load a model. */
    static ModelLoading start(ServingOptions serving) {
        return new ModelLoading(CompletableFuture.supplyAsync(
                () -> Rehearsal.of(serving), task -> new Thread(task, "model-loading").start()));
    }

    /**
     * Waits until the model is loaded.
     *
     * @throws dev.parallax.infer.model.ModelException if the model cannot be used
     */
    void await() {
        try {
            var unused = model.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Waits until loading has ended, and releases the model. */
    @Override
    public void close() {
        model.thenAccept(Rehearsal::close)
                .exceptionally(failure -> {
                    // await() reports it.
                    return null;
                })
                .join();
    }
}
