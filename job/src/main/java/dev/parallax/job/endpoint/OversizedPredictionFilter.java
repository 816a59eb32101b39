package dev.parallax.job.endpoint;

import dev.parallax.infer.ScoredText;
import dev.parallax.observe.MetricNames;
import dev.parallax.text.DeadLetter;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Parts predictions that fit into their topic from those that are too large: these leave as dead letters by
 * {@link #DEAD_LETTERS}. A sink could only fail on them.
 */
public final class OversizedPredictionFilter extends ProcessFunction<ScoredText, ScoredText> {

    /** Side output of texts whose prediction is too large. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("too-large-predictions", TypeInformation.of(DeadLetter.class));

    private final PredictionLimit limit;
    private transient @Nullable Counter tooLarge;

    /** @param limit which predictions fit */
    public OversizedPredictionFilter(PredictionLimit limit) {
        this.limit = limit;
    }

    @Override
    public void open(OpenContext context) {
        limit.open();
        tooLarge = getRuntimeContext().getMetricGroup().counter(MetricNames.PREDICTIONS_TOO_LARGE);
    }

    @Override
    public void processElement(ScoredText scored, Context context, Collector<ScoredText> out) {
        Optional<String> excess;
        try {
            excess = limit.excess(scored);
        } catch (RuntimeException e) {
            context.output(
                    DEAD_LETTERS,
                    DeadLetter.unexpected(
                            e, DeadLetter.Stage.WRITE, scored.text().source()));
            return;
        }
        if (excess.isEmpty()) {
            out.collect(scored);
            return;
        }
        if (tooLarge != null) {
            tooLarge.inc();
        }
        context.output(
                DEAD_LETTERS,
                new DeadLetter(
                        DeadLetter.Reason.RESULT_TOO_LARGE,
                        excess.get(),
                        scored.text().source()));
    }
}
