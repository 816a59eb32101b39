/**
 * Names of metrics, and the histogram that all operators use.
 *
 * <p>One constant a metric; documentation, rules and dashboard are checked against them. Begin at {@link MetricNames}.
 */
@NullMarked
package dev.parallax.observe;

import org.jspecify.annotations.NullMarked;
