/**
 * Quality windows: the operator that counts observations over sliding windows of event time, and the reports made of
 * the counts.
 *
 * <p>Begin at {@link QualityBranch}. A window becomes a report in {@link ReportMaker}.
 */
@NullMarked
package dev.parallax.evaluate;

import org.jspecify.annotations.NullMarked;
