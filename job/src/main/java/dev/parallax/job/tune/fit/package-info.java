/**
 * Measured times of a model's runs on this machine, and the formula that is fitted to them.
 *
 * <p>Begin at {@link dev.parallax.job.tune.fit.Measurement}. Nothing of the running job may use it.
 */
@NullMarked
package dev.parallax.job.tune.fit;

import org.jspecify.annotations.NullMarked;
