package dev.parallax.job.quickstart;

import java.util.function.LongSupplier;

/**
 * The number of records that the producer may have sent: one until the job has answered it, and then two seconds of
 * what the job does ahead of the results. On a machine that cannot keep up, latencies so are those of texts and not of
 * a queue. One thread writes, any may read.
 */
final class SendingLimit implements LongSupplier {

    /**
     * Records ahead of the results, however slow the job is: less than this would leave it idle between checkpoints.
     */
    private static final long AHEAD_AT_LEAST = 8;

    private static final double AHEAD_SECONDS = 2;

    private final boolean limited;
    private volatile long limit = 1;

    /** @param limited whether there is a limit once the first record has its result */
    SendingLimit(boolean limited) {
        this.limited = limited;
    }

    /**
     * Sets the limit.
     *
     * @param done results so far
     * @param perSecond results a second at present
     */
    void update(long done, double perSecond) {
        if (done > 0) {
            limit = limited ? done + Math.max(AHEAD_AT_LEAST, (long) (AHEAD_SECONDS * perSecond)) : Long.MAX_VALUE;
        }
    }

    @Override
    public long getAsLong() {
        return limit;
    }
}
