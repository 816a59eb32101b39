/** The one topology that every mode runs, and the environments it runs in. */
@NullMarked
package dev.parallax.job.pipeline;

import org.jspecify.annotations.NullMarked;
