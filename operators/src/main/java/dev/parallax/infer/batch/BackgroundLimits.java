package dev.parallax.infer.batch;

/**
 * Limits of the texts that a batcher takes in the background, behind all others.
 *
 * @param maxWaiting most background texts that wait; more that are submitted together are taken where none waits
 * @param share share of the batches that are the background's while others wait, from 0 to below 1; while no others
 *     wait, all batches are
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
