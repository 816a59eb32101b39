package dev.parallax.evaluate;

import com.codahale.metrics.SlidingWindowReservoir;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.KeyedWindowStore;
import dev.parallax.evaluate.window.ObservationCounter;
import dev.parallax.evaluate.window.SlidingWindows;
import dev.parallax.evaluate.window.WindowProgress;
import dev.parallax.evaluate.window.WindowStore;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.observe.MetricNames;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.dropwizard.metrics.DropwizardHistogramWrapper;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reports on sliding windows of event time, for each segment by itself. The input is keyed by segment.
 *
 * <p>State of a key: counts of each pane and of the running window, 12 to 48 bytes for each cell that is not 0;
 * quantiles, three times 2.4 KB at most for each of at most 65 parts of a window; the same for each window that does
 * not overlap others within the allowed lateness. A model of K classes has at most K + K(K+1) + K² + K(K+1) cells of
 * its own, which is 121,000 for 200 classes, and a pane has no more of them than seven for each of its texts.
 */
public final class QualityFunction extends KeyedProcessFunction<String, Observation, QualityReport> {

    private static final int LATEST_REPORTS = 1024;

    private final ServingOptions serving;
    private final String shadow;
    private final QualityOptions options;
    private transient @Nullable Windowing windowing;

    /**
     * @param serving the primary's model, whose folder names its classes
     * @param shadow name of what the primary is compared with
     * @param options what is reported, and when
     */
    public QualityFunction(ServingOptions serving, String shadow, QualityOptions options) {
        this.serving = serving;
        this.shadow = shadow;
        this.options = options;
    }

    /** What there is once the function is open. */
    private record Windowing(
            WindowStore store,
            KeyedHistory history,
            ObservationCounter tallying,
            ReportMaker maker,
            QualityGauges gauges,
            Histogram delays) {}

    @Override
    public void open(OpenContext context) {
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        List<String> labels = List.of(model.labels());
        CountLayout cells = new CountLayout(labels.size());
        WindowStore store = new KeyedWindowStore(getRuntimeContext());
        windowing = new Windowing(
                store,
                new KeyedHistory(getRuntimeContext(), options, labels, cells, store),
                new ObservationCounter(cells),
                new ReportMaker(model.id(), labels, shadow, options, cells),
                new QualityGauges(getRuntimeContext().getMetricGroup()),
                getRuntimeContext()
                        .getMetricGroup()
                        .histogram(
                                MetricNames.REPORT_DELAY_MILLIS,
                                new DropwizardHistogramWrapper(new com.codahale.metrics.Histogram(
                                        new SlidingWindowReservoir(LATEST_REPORTS)))));
    }

    @Override
    public void processElement(Observation observation, Context context, Collector<QualityReport> out) {
        Windowing here = windowing();
        WindowStore store = here.store();
        SlidingWindows windows = windows(here, context, out);
        long expected = store.progress().nextEnd;
        boolean late = windows.add(
                here.history().shown(observation), context.timerService().currentWatermark());
        WindowProgress progress = store.progress();
        if (progress.nextEnd != expected) {
            context.timerService().registerEventTimeTimer(progress.nextEnd - 1);
        }
        long now = context.timerService().currentProcessingTime();
        if (late && progress.reviseAt == WindowProgress.NONE) {
            progress.reviseAt = after(now, options.revisions().toMillis(), context);
        }
        store.put(progress);
        if (progress.waitUntil != WindowProgress.NONE && observation.compared() != null) {
            advance(windows, store, WindowProgress.NONE, context);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<QualityReport> out) {
        Windowing here = windowing();
        SlidingWindows windows = windows(here, context, out);
        WindowStore store = here.store();
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            advance(windows, store, WindowProgress.NONE, context);
            return;
        }
        WindowProgress progress = store.progress();
        boolean waited = due(progress.waitUntil, timestamp);
        boolean revise = due(progress.reviseAt, timestamp);
        progress.reviseAt = revise ? WindowProgress.NONE : progress.reviseAt;
        store.put(progress);
        if (waited) {
            advance(windows, store, progress.waitEnd, context);
        }
        if (revise) {
            windows.reportRevisions();
        }
    }

    private static boolean due(long time, long now) {
        return time != WindowProgress.NONE && time <= now;
    }

    /**
     * Lets windows leave. One that waits has its own time for it from when it was over, or from when the one before it
     * ceased to wait: so none waits longer than twice the patience, and none that has just ended leaves for another's
     * lateness.
     *
     * @param released end of the latest window that has waited long enough
     */
    private void advance(SlidingWindows windows, WindowStore store, long released, Context context) {
        long watermark = context.timerService().currentWatermark();
        boolean waits = windows.advance(watermark, released);
        WindowProgress progress = store.progress();
        if (!waits) {
            progress.waitUntil = WindowProgress.NONE;
            progress.waitEnd = WindowProgress.NONE;
        } else if (progress.waitUntil == WindowProgress.NONE || progress.nextEnd > progress.waitEnd) {
            long now = context.timerService().currentProcessingTime();
            progress.waitUntil = after(now, options.patience().toMillis(), context);
            progress.waitEnd = options.sizes().pane(Math.min(watermark, Long.MAX_VALUE - 1) + 1);
        }
        store.put(progress);
        long next = progress.nextEnd;
        if (next != WindowProgress.NONE && next - 1 > watermark) {
            context.timerService().registerEventTimeTimer(next - 1);
        }
        long forget = windows.forget(watermark);
        if (forget != WindowProgress.NONE && forget > watermark) {
            context.timerService().registerEventTimeTimer(forget);
        }
    }

    private static long after(long now, long millis, Context context) {
        context.timerService().registerProcessingTimeTimer(now + millis);
        return now + millis;
    }

    private SlidingWindows windows(Windowing here, Context context, Collector<QualityReport> out) {
        long started = System.nanoTime();
        return new SlidingWindows(options.sizes(), options.kept(), here.tallying(), here.store(), window -> {
            QualityReport report = here.maker()
                    .report(context.getCurrentKey(), window, here.history().of(window));
            here.gauges().update(report);
            out.collect(report);
            if (window.revision() == 0) {
                here.delays().update(waitedMillis(here.store().progress(), context) + millisSince(started));
            }
        });
    }

    /** How long windows have waited for comparisons, so far. */
    private long waitedMillis(WindowProgress progress, Context context) {
        return progress.waitUntil == WindowProgress.NONE
                ? 0
                : options.patience().toMillis()
                        - Math.max(
                                0, progress.waitUntil - context.timerService().currentProcessingTime());
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private Windowing windowing() {
        if (windowing == null) {
            throw new IllegalStateException("The function is not open");
        }
        return windowing;
    }
}
