/**
 * The report on a file: how often Spark NLP answers as Hugging Face does, why it does not, and what to change.
 *
 * <p>It is an HTML page that the command {@code offline --report} writes. The quality reports of a running job are made
 * in {@code dev.parallax.evaluate}. Nothing of the running job may use this package. Begin at {@link ReportBranch}.
 */
@NullMarked
package dev.parallax.job.filereport;

import org.jspecify.annotations.NullMarked;
