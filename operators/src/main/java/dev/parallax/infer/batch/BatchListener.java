package dev.parallax.infer.batch;

/**
 * A listener on what a batcher does, for metrics. Called on the batcher's threads, several at once; calls must be quick
 * and must not throw.
 */
public interface BatchListener {

    /** A listener that ignores everything. */
    BatchListener NONE = new BatchListener() {
        @Override
        public void batchLeft(int rows, long paddedTokens) {}

        @Override
        public void textWaited(long nanos) {}

        @Override
        public void modelRan(long nanos) {}
    };

    /**
     * A batch leaves for the device.
     *
     * @param rows its texts
     * @param paddedTokens rows times the longest row
     */
    void batchLeft(int rows, long paddedTokens);

    /**
     * A text leaves with a batch.
     *
     * @param nanos nanoseconds since it was submitted
     */
    void textWaited(long nanos);

    /**
     * The model has answered a batch.
     *
     * @param nanos nanoseconds that one run of the model took
     */
    void modelRan(long nanos);
}
