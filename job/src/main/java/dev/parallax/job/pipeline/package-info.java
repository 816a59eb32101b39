/**
 * The topology that every mode runs, and the environments it runs in.
 *
 * <p>Uids of the operators are in {@link Uids}, those of the quality branch in {@code QualityBranch} of the library,
 * and display names in {@link ClassificationTopology}. Begin at {@link ClassificationTopology}.
 */
@NullMarked
package dev.parallax.job.pipeline;

import org.jspecify.annotations.NullMarked;
