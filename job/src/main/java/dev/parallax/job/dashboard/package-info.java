/**
 * A web page that shows what the job writes to its topics of reports, alerts and disagreements, as it comes. It only reads, and
 * trusts nothing that it reads.
 */
@NullMarked
package dev.parallax.job.dashboard;

import org.jspecify.annotations.NullMarked;
