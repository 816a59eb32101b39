/**
 * Quality windows: the operator that counts observations over sliding windows of event time, and the reports made of
 * the counts.
 *
 * <p>Begin at {@link QualityBranch}, where operators are connected. The operator of the windows is
 * {@link QualityFunction}: {@code PredictionWindows} in {@code evaluate.window} has what is counted once for all
 * shadows, a {@link ShadowWindows} what is counted for one. From an observation to a report:
 *
 * <ol>
 *   <li>A timer at the end of a window fires {@link QualityFunction#onTimer}, or the last comparison that the window
 *       waits for arrives.
 *   <li>{@code SlidingWindows.advance} in {@code evaluate.window} decides that a window is over.
 *   <li>{@link ReportMaker} computes its report.
 *   <li>{@link QualityFunction} emits the report.
 *   <li>In the job {@code ClassificationTopology} connects it to the sink of its topic, which
 *       {@code KafkaEndpoints.quality} makes, and {@code QualityJson} turns it into JSON.
 * </ol>
 *
 * <p>Rules are plain classes that know no Flink, and state is behind interfaces. The data flow, from top to bottom:
 *
 * <pre>
 *   observation
 *     PredictionWindows    state in WindowStore, once for all shadows
 *     ChangeDetectors      state in HistoryStore, for each shadow
 *     SlidingWindows       state in ShadowStore, for each shadow
 *   window that is over
 *     References           state in HistoryStore and WindowStore
 *     ReportMaker
 *   report
 * </pre>
 */
@NullMarked
package dev.parallax.evaluate;

import org.jspecify.annotations.NullMarked;
