/**
 * Benchmarks of the job beside the bare model, in one process and one run.
 *
 * <p>Nothing of the running job may use it.
 */
@NullMarked
package dev.parallax.job.bench;

import org.jspecify.annotations.NullMarked;
