package dev.parallax.infer.batch;

import dev.parallax.encode.Encoding;

/**
 * The queue of a simulated micro-batcher: texts that wait, grouped into batches by the rule of {@link MicroBatcher}. A
 * simulation has its own clock and its own times of runs, so only the rule is here. No text is scored.
 *
 * <p>Not safe for several threads.
 */
public final class SimulatedQueue {

    private final BatchPolicy policy;
    private final WaitingTexts waiting = new WaitingTexts();

    /** @param policy the limits of a batch, with a number of rows */
    public SimulatedQueue(BatchPolicy policy) {
        if (policy.maxRows() == BatchPolicy.BY_DEVICE) {
            throw new IllegalArgumentException(
                    "The number of rows must be 1 or more, not by the device, which " + policy.maxRows() + " means");
        }
        this.policy = policy;
    }

    /**
     * Adds a text behind all others.
     *
     * @param number identifies the text in {@link #take}
     */
    public void add(Encoding text, int number) {
        waiting.add(new WaitingTexts.Entry(text, number, Long.MAX_VALUE));
    }

    /** The number of waiting texts. */
    public int size() {
        return waiting.size();
    }

    /**
     * Takes the next batch, as a worker of the micro-batcher does when it is free.
     *
     * @return the numbers of its texts, the one that has waited longest first
     * @throws IllegalStateException if no text waits
     */
    public int[] take() {
        return waiting.takeBatch(policy, BatchReason.IDLE).entries().stream()
                .mapToInt(entry -> (int) entry.submittedNanos)
                .toArray();
    }
}
