/**
 * Names of metrics.
 *
 * <p>One constant a metric; documentation, rules and dashboard are checked against them.
 */
@NullMarked
package dev.parallax.observe;

import org.jspecify.annotations.NullMarked;
