package dev.parallax.evaluate;

import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.ObservedShadow;
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
 *
 * <p>State of a key and a shadow: counts of each pane and of the running window, 12 to 48 bytes for each cell that is
 * not 0; quantiles, three times 2.4 KB at most for each of at most 65 parts of a window; the same for each tumbling
 * window within the allowed lateness. A model of K classes has at most K + K(K+1) + K² + K(K+1) cells of its own, which
 * is 121,000 for 200 classes, and a pane has no more of them than seven for each of its texts.
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
     * @param windows those of each shadow
     * @param gauges the latest reports
     * @param delays how long after the end of its window a report is emitted, milliseconds
     */
    private record Opened(List<ShadowWindows> windows, QualityGauges gauges, Histogram delays) {}

    @Override
    public void open(OpenContext context) {
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        List<String> labels = List.of(model.labels());
        opened = new Opened(
                shadows.stream()
                        .map(shadow -> new ShadowWindows(getRuntimeContext(), shadow, options, model.id(), labels))
                        .toList(),
                new QualityGauges(getRuntimeContext().getMetricGroup()),
                getRuntimeContext().getMetricGroup().histogram(MetricNames.REPORT_DELAY_MILLIS, Histograms.latest()));
    }

    @Override
    public void processElement(Observation observation, Context context, Collector<QualityReport> out) {
        ShadowWindows.Call call = call(context, out);
        for (ShadowWindows windows : opened().windows()) {
            windows.add(observation, call);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<QualityReport> out) {
        ShadowWindows.Call call = call(context, out);
        for (ShadowWindows windows : opened().windows()) {
            if (context.timeDomain() == TimeDomain.EVENT_TIME) {
                windows.onEventTime(call);
            } else {
                windows.onProcessingTime(timestamp, call);
            }
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
