/**
 * Simulation of traffic that does not drift: which thresholds fire at most once in so many days, and how soon they find a drift that
 * is made on purpose.
 */
@NullMarked
package dev.parallax.job.calibrate;

import org.jspecify.annotations.NullMarked;
