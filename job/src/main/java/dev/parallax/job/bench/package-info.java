/** Benchmarks of the job beside the bare model, in one process and one run. */
@NullMarked
package dev.parallax.job.bench;

import org.jspecify.annotations.NullMarked;
