/**
 * Quality windows: the operator that counts observations over sliding windows of event time, and the reports made of
 * the counts.
 *
 * <p>Begin at {@link QualityBranch}, where operators are connected. The operator of the windows is
 * {@link QualityFunction}, with a {@link ShadowWindows} for each shadow. When a timer at the end of a window fires,
 * {@link QualityFunction#onTimer} advances the windows, and {@link ReportMaker} computes the report of each window that
 * is over. Rules are plain classes that know no Flink, and state is behind interfaces:
 *
 * <pre>
 *   observation
 *     ChangeDetectors      state in HistoryStore
 *     SlidingWindows       state in WindowStore
 *   window
 *     References           state in HistoryStore and WindowStore
 *     ReportMaker
 *   report
 * </pre>
 */
@NullMarked
package dev.parallax.evaluate;

import org.jspecify.annotations.NullMarked;
