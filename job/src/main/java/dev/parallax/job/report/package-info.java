/**
 * The report on a file: how often Spark NLP answers as Hugging Face does, why it does not, and what to change.
 *
 * <p>Nothing of the running job may use it. Begin at {@link ReportBranch}.
 */
@NullMarked
package dev.parallax.job.report;

import org.jspecify.annotations.NullMarked;
