package dev.parallax.infer.batch;

/**
 * How much room texts get that are to leave behind everybody else's.
 *
 * @param maxWaiting most of them that wait; more that come together are taken where none waits
 * @param share part of the batches that are theirs while others wait, from 0 to below 1; while no others wait, all are
 */
public record BackgroundLimits(int maxWaiting, double share) {

    /** Checks the limits. */
    public BackgroundLimits {
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("Background: maxWaiting must be 1 or more, not " + maxWaiting);
        }
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("Background: share must be from 0 to below 1, not " + share);
        }
    }
}
