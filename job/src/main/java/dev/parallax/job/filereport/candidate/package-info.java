/**
 * Candidate pipelines that could return the labels of Hugging Face, run on every text of the file.
 *
 * <p>Begin at {@link Candidates}.
 */
@NullMarked
package dev.parallax.job.filereport.candidate;

import org.jspecify.annotations.NullMarked;
