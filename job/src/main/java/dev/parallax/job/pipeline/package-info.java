/**
 * The topology that every mode runs, and the environments it runs in.
 *
 * <p>Operator names and uids are in {@link Uids}. Begin at {@link ClassificationTopology}.
 */
@NullMarked
package dev.parallax.job.pipeline;

import org.jspecify.annotations.NullMarked;
