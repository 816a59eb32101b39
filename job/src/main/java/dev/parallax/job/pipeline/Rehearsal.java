package dev.parallax.job.pipeline;

import dev.parallax.infer.ClassifierRegistry;
import dev.parallax.infer.Lease;
import dev.parallax.infer.ModelServing;
import dev.parallax.infer.ServingOptions;

/**
 * The model of a job that runs in this process, loaded before the job starts: its tasks share it, and a model that
 * cannot be used is rejected in one line, before Flink has started anything.
 */
public final class Rehearsal implements AutoCloseable {

    private final Lease<ModelServing> lease;

    private Rehearsal(Lease<ModelServing> lease) {
        this.lease = lease;
    }

    /**
     * Loads a model with its other heads and its tokenizer, and does with them what the tasks do when they start.
     *
     * @throws dev.parallax.infer.model.ModelException if the model cannot be used
     */
    public static Rehearsal of(ServingOptions serving) {
        return new Rehearsal(ClassifierRegistry.acquire(serving));
    }

    /** The model at work. */
    public ModelServing serving() {
        return lease.value();
    }

    /** Gives the model back. */
    @Override
    public void close() {
        lease.close();
    }
}
