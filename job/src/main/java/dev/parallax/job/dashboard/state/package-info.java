/**
 * State of the page: series of reports, firing alerts and the latest disagreements, kept within bounds.
 *
 * <p>Begin at {@link DashboardState}.
 */
@NullMarked
package dev.parallax.job.dashboard.state;

import org.jspecify.annotations.NullMarked;
