/**
 * Counts of a report, and the sample of its examples.
 *
 * <p>Begin at {@link Tally}.
 */
@NullMarked
package dev.parallax.job.filereport.count;

import org.jspecify.annotations.NullMarked;
