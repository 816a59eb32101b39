/**
 * A web page that shows the reports, alerts and disagreements of a job as they are written to its topics.
 *
 * <p>It only reads, and trusts nothing that it reads. Begin at {@link Dashboard}.
 */
@NullMarked
package dev.parallax.job.dashboard;

import org.jspecify.annotations.NullMarked;
