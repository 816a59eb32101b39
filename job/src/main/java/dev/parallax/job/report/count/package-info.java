/**
 * What a report counts, and the examples that it keeps.
 *
 * <p>Begin at {@link Tally}.
 */
@NullMarked
package dev.parallax.job.report.count;

import org.jspecify.annotations.NullMarked;
