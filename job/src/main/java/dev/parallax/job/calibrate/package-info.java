/**
 * Simulation of traffic that does not drift: which thresholds raise at most one false alarm in a given number of days,
 * and how soon they detect a drift.
 *
 * <p>Nothing of the running job may use it.
 */
@NullMarked
package dev.parallax.job.calibrate;

import org.jspecify.annotations.NullMarked;
