/**
 * Comparisons and labels counted over sliding windows of event time, and what the counts say: agreement, F1 by name, drift,
 * alerts.
 */
@NullMarked
package dev.parallax.evaluate;

import org.jspecify.annotations.NullMarked;
