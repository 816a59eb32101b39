/**
 * Pipelines that could answer as Hugging Face does, tried on every text of the file.
 *
 * <p>Begin at {@link Candidates}.
 */
@NullMarked
package dev.parallax.job.report.candidate;

import org.jspecify.annotations.NullMarked;
