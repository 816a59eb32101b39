package dev.parallax.evaluate;

import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.KeyedWindowStore;
import dev.parallax.evaluate.window.ObservationCounter;
import dev.parallax.evaluate.window.PredictionWindows;
import dev.parallax.evaluate.window.PredictionWindows.Place;
import dev.parallax.evaluate.window.Sliding;
import dev.parallax.evaluate.window.SlidingWindows;
import dev.parallax.evaluate.window.WindowStore;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.observe.Histograms;
import dev.parallax.observe.MetricNames;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reports on sliding windows of event time, for each segment and each shadow by itself. The input is keyed by segment.
 * Predictions and labels are counted once for all shadows, comparisons for each.
 *
 * <p>State of a key, once: counts of the predictions and labels of each pane, 12 to 48 bytes for each cell that is not
 * 0, at most four new cells for a text; quantiles, three times 2.4 KB at most for each of at most 65 parts of a window;
 * the same for each tumbling window within the allowed lateness. A model of K classes has at most K + K² cells of its
 * own.
 *
 * <p>State of a key for each shadow: counts of its comparisons in each pane and tumbling window, at most four new cells
 * for a text and 2K(K+1) of the model's own; all counts of the running window; the reference, if one is frozen, with K
 * cells of the model's own and 2.4 KB of scores.
 */
public final class QualityFunction extends KeyedProcessFunction<String, Observation, QualityReport> {

    private final ServingOptions serving;
    private final List<ObservedShadow> shadows;
    private final QualityOptions options;
    private transient @Nullable Opened opened;

    /**
     * @param serving the primary's model, whose folder names its classes
     * @param shadows what the primary is compared with
     * @param options what is reported, and when
     */
    public QualityFunction(ServingOptions serving, List<ObservedShadow> shadows, QualityOptions options) {
        this.serving = serving;
        this.shadows = List.copyOf(shadows);
        this.options = options;
        options.requireReference();
    }

    /**
     * The resources of the open function.
     *
     * @param predictions what is counted once for all shadows
     * @param shadows the windows of each shadow
     * @param windows the same without Flink
     * @param gauges the latest reports
     * @param delays how long after the end of its window a report is emitted, milliseconds
     */
    private record Opened(
            PredictionWindows predictions,
            List<ShadowWindows> shadows,
            List<SlidingWindows> windows,
            QualityGauges gauges,
            Histogram delays) {}

    @Override
    public void open(OpenContext context) {
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        List<String> labels = List.of(model.labels());
        WindowStore store = new KeyedWindowStore(getRuntimeContext());
        PredictionWindows predictions = new PredictionWindows(
                options.sizes(), options.kept(), new ObservationCounter(new CountLayout(labels.size())), store);
        List<ShadowWindows> each = shadows.stream()
                .map(shadow -> new ShadowWindows(getRuntimeContext(), shadow, options, model.id(), labels, predictions))
                .toList();
        opened = new Opened(
                predictions,
                each,
                each.stream().map(ShadowWindows::windows).toList(),
                new QualityGauges(getRuntimeContext().getMetricGroup()),
                getRuntimeContext().getMetricGroup().histogram(MetricNames.REPORT_DELAY_MILLIS, Histograms.latest()));
    }

    @Override
    public void processElement(Observation observation, Context context, Collector<QualityReport> out) {
        Opened here = opened();
        ShadowWindows.Call call = call(context, out);
        Place place = here.predictions().add(observation, call.timers().currentWatermark());
        boolean advanced = false;
        for (ShadowWindows shadow : here.shadows()) {
            advanced |= shadow.add(observation, place, call);
        }
        if (advanced) {
            mergeAndForget(call);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<QualityReport> out) {
        ShadowWindows.Call call = call(context, out);
        for (ShadowWindows shadow : opened().shadows()) {
            if (context.timeDomain() == TimeDomain.EVENT_TIME) {
                shadow.onEventTime(call);
            } else {
                shadow.onProcessingTime(timestamp, call);
            }
        }
        mergeAndForget(call);
    }

    private void mergeAndForget(ShadowWindows.Call call) {
        Opened here = opened();
        long watermark = call.timers().currentWatermark();
        long next = here.predictions().mergeAndForget(here.windows(), watermark);
        if (next != Sliding.NONE && next > watermark) {
            call.timers().registerEventTimeTimer(next);
        }
    }

    private ShadowWindows.Call call(Context context, Collector<QualityReport> out) {
        Opened here = opened();
        long started = System.nanoTime();
        return new ShadowWindows.Call(context.getCurrentKey(), context.timerService(), (report, waitedMillis) -> {
            here.gauges().update(report);
            out.collect(report);
            if (report.revision() == 0) {
                here.delays().update(waitedMillis + (System.nanoTime() - started) / 1_000_000);
            }
        });
    }

    private Opened opened() {
        if (opened == null) {
            throw new IllegalStateException("The function is not open");
        }
        return opened;
    }
}
