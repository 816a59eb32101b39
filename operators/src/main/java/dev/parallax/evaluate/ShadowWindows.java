package dev.parallax.evaluate;

import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.KeyedShadowStore;
import dev.parallax.evaluate.window.ObservationCounter;
import dev.parallax.evaluate.window.PredictionWindows;
import dev.parallax.evaluate.window.PredictionWindows.Place;
import dev.parallax.evaluate.window.Revising;
import dev.parallax.evaluate.window.ShadowStore;
import dev.parallax.evaluate.window.Sliding;
import dev.parallax.evaluate.window.SlidingWindows;
import dev.parallax.evaluate.window.Waiting;
import dev.parallax.infer.model.ModelId;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;

/**
 * The windows of one shadow: counts its comparisons, and decides when windows are reported. What does not depend on a
 * shadow is counted in {@link PredictionWindows}, once for all. One instance serves all keys: state and timers are
 * those of the current one. For one thread.
 *
 * <pre>
 *                        the watermark passes the end of a window that has no
 *                        comparison of some text
 *     Sliding    --------------------------------------------------------------&gt;  Waiting(until, end)
 *   next window: nextEnd  &lt;------------------------------------------------------
 *                        the last comparison comes, or the time is `until`
 *
 *                        data comes late to a window that was reported
 *     (no revision)  ----------------------------------------------------------&gt;  Revising(at)
 *                    &lt;---------------------------------------------------------
 *                        the time is `at`: the next revisions are reported
 * </pre>
 */
final class ShadowWindows {

    /**
     * The last part of the names of the states of the shadow that is Spark NLP or none: one goes on where the other
     * was.
     */
    private static final String FIRST = "";

    private final ObservedShadow shadow;
    private final QualityOptions options;
    private final ShadowStore store;
    private final SlidingWindows windows;
    private final ChangeDetectors detectors;
    private final HistoryStore historyStore;
    private final References references;
    private final ReportMaker maker;

    /** Takes the reports of the current key. */
    @FunctionalInterface
    interface Output {

        /**
         * Takes a report.
         *
         * @param waitedMillis how long its window has waited for comparisons
         */
        void collect(QualityReport report, long waitedMillis);
    }

    /**
     * The context of one call, while an element or a timer is processed.
     *
     * @param segment the current key
     * @param timers timers of the current key, and the times
     * @param out takes the reports
     */
    record Call(String segment, TimerService timers, Output out) {}

    /**
     * @param context where the state is
     * @param shadow what the primary is compared with
     * @param options what is reported, and when
     * @param model the primary's model
     * @param labels names of its classes
     * @param predictions what is counted once for all shadows
     */
    ShadowWindows(
            RuntimeContext context,
            ObservedShadow shadow,
            QualityOptions options,
            ModelId model,
            List<String> labels,
            PredictionWindows predictions) {
        CountLayout cells = new CountLayout(labels.size());
        String ending = shadow.asked() == ObservedShadow.Asked.ALL ? "-" + shadow.name() : FIRST;
        this.shadow = shadow;
        this.options = options;
        this.store = new KeyedShadowStore(context, ending);
        this.windows = new SlidingWindows(options.sizes(), new ObservationCounter(cells), shadow, predictions, store);
        this.historyStore = new KeyedHistoryStore(context, ending);
        this.detectors = new ChangeDetectors(options.detectors(), historyStore);
        this.references = new References(options, labels, cells, historyStore, predictions);
        this.maker = new ReportMaker(model, labels, shadow.name(), options, cells);
    }

    /** The windows by themselves. */
    SlidingWindows windows() {
        return windows;
    }

    /**
     * Counts an observation, if it is for this shadow or for each.
     *
     * @param place where it is counted
     * @return whether this may have reported windows
     */
    boolean add(Observation observation, Place place, Call call) {
        if (!observation.isForEachShadow() && !observation.shadow().equals(shadow.name())) {
            return false;
        }
        TimerService timers = call.timers();
        long expected = store.sliding().nextEnd;
        boolean late = windows.add(detectors.withDetectedChanges(observation), place, timers.currentWatermark());
        long next = store.sliding().nextEnd;
        if (next != expected) {
            timers.registerEventTimeTimer(next - 1);
        }
        if (late && store.revising() == null) {
            store.putRevising(new Revising(after(options.revisionInterval().toMillis(), timers)));
        }
        boolean mayComplete = observation.compared() != null && store.waiting() != null;
        if (mayComplete) {
            advance(Sliding.NONE, call);
        }
        return mayComplete;
    }

    /** The watermark has passed the time of a timer. */
    void onEventTime(Call call) {
        long now = call.timers().currentProcessingTime();
        advance(released(now), call);
        revise(now, call);
    }

    /**
     * A timer of processing time is due.
     *
     * @param time its time, epoch milliseconds
     */
    void onProcessingTime(long time, Call call) {
        long released = released(time);
        if (released != Sliding.NONE) {
            advance(released, call);
        }
        revise(time, call);
    }

    /** Reports the next revisions, if it is time. */
    private void revise(long time, Call call) {
        Revising revising = store.revising();
        if (revising != null && revising.isDue(time)) {
            store.putRevising(null);
            windows.reportRevisions(window -> report(window, call));
        }
    }

    /** End of the latest window that has waited long enough by a time; {@link Sliding#NONE} for none. */
    private long released(long time) {
        Waiting waiting = store.waiting();
        return waiting != null && waiting.isOver(time) ? waiting.end() : Sliding.NONE;
    }

    /**
     * Reports the windows that are over and complete.
     *
     * @param released end of the latest window that is reported complete or not; {@link Sliding#NONE} for none
     */
    private void advance(long released, Call call) {
        TimerService timers = call.timers();
        long watermark = timers.currentWatermark();
        boolean waits = windows.advance(window -> report(window, call), watermark, released);
        Waiting waiting = store.waiting();
        if (waits) {
            Waiting next = Waiting.next(
                    waiting,
                    store.sliding().nextEnd,
                    options.sizes().pane(Math.min(watermark, Long.MAX_VALUE - 1) + 1),
                    timers.currentProcessingTime(),
                    options.comparisonTimeout().toMillis());
            if (!next.equals(waiting)) {
                timers.registerProcessingTimeTimer(next.until());
                store.putWaiting(next);
            }
        } else if (waiting != null) {
            store.putWaiting(null);
        }
        windows.forgetRevisions(window -> report(window, call), watermark);
        long next = store.sliding().nextEnd;
        if (next != Sliding.NONE && next - 1 > watermark) {
            timers.registerEventTimeTimer(next - 1);
        }
    }

    private static long after(long millis, TimerService timers) {
        long time = timers.currentProcessingTime() + millis;
        timers.registerProcessingTimeTimer(time);
        return time;
    }

    private void report(CountedWindow window, Call call) {
        call.out()
                .collect(
                        maker.report(call.segment(), window, history(window)),
                        waitedMillis(call.timers().currentProcessingTime()));
    }

    private History history(CountedWindow window) {
        return History.of(references.of(window), historyStore.facts(), detectors.found());
    }

    private long waitedMillis(long now) {
        Waiting waiting = store.waiting();
        return waiting == null ? 0 : options.comparisonTimeout().toMillis() - Math.max(0, waiting.until() - now);
    }
}
