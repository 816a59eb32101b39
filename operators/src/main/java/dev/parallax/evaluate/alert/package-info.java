/**
 * Alert rules on the numbers of reports: a metric, a threshold, a hysteresis.
 *
 * <p>Begin at {@link AlertRule}. Nothing of {@code evaluate} may use this package.
 */
@NullMarked
package dev.parallax.evaluate.alert;

import org.jspecify.annotations.NullMarked;
