/**
 * Statistics of windows: intervals, chance-corrected agreement, tests, distances between distributions, change
 * detectors.
 *
 * <p>Each class names the source of its formula. None knows windows or Flink.
 */
@NullMarked
package dev.parallax.evaluate.stats;

import org.jspecify.annotations.NullMarked;
