package dev.parallax.shadow;

import dev.parallax.infer.ClassifierRegistry;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.observe.MetricNames;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares the primary's answers with what a Spark NLP pipeline would have answered. Every text gives exactly one
 * comparison, and none fails the job: what breaks or takes too long becomes a failed comparison.
 *
 * <p>It never makes its caller wait, unless so configured: texts are read and judged on threads of its own, the model
 * takes its rows behind the primary's, and a text for which there is no room is left out at once. The asynchronous
 * operator around it must let results leave out of order, have room for one more text than
 * {@link ShadowLimits#capacity()}, and get no watermarks, behind which it would hold results back; {@link ShadowBranch}
 * sees to that.
 */
public final class ShadowFunction extends RichAsyncFunction<ScoredText, Comparison> {

    private final ServingOptions serving;
    private final ShadowOptions options;
    private final Twin.Factory twins;
    private transient @Nullable ShadowWorker worker;

    /**
     * @param serving the primary's model, whose session and batches the shadow shares
     * @param options what is compared
     */
    public ShadowFunction(ServingOptions serving, ShadowOptions options) {
        this(serving, options, Twin::of);
    }

    /**
     * @param serving the primary's model, whose session and batches the shadow shares
     * @param options what is compared
     * @param twins makes what reads texts the Spark NLP way
     */
    public ShadowFunction(ServingOptions serving, ShadowOptions options, Twin.Factory twins) {
        this.serving = serving;
        this.options = options;
        this.twins = twins;
    }

    @Override
    public void open(OpenContext context) {
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        Twin twin = twins.create(model, options);
        ClassifierRegistry.Lease lease = ClassifierRegistry.acquire(serving);
        ShadowMetrics metrics = new ShadowMetrics(getRuntimeContext()
                .getMetricGroup()
                .addGroup(MetricNames.MODEL_GROUP, model.id().name()));
        worker = new ShadowWorker(lease, twin, options, metrics);
    }

    @Override
    public void asyncInvoke(ScoredText scored, ResultFuture<Comparison> result) {
        worker().compare(scored, result);
    }

    @Override
    public void timeout(ScoredText scored, ResultFuture<Comparison> result) {
        worker().timedOut(result);
    }

    private ShadowWorker worker() {
        if (worker == null) {
            throw new IllegalStateException("The function is not open");
        }
        return worker;
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }
}
