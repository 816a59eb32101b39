package dev.parallax.shadow;

import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.observe.MetricNames;
import dev.parallax.shadow.Comparison.Outcome;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares the primary's answers with those of another head on the same sentence features. The head was run with the
 * text's own batch, so every text is compared, at once; one on which the head failed becomes a failed comparison.
 */
public final class HeadFunction extends RichMapFunction<ScoredText, Comparison> {

    private final String name;
    private final int index;
    private transient @Nullable ShadowMetrics metrics;

    /**
     * @param name the head's name
     * @param index its place among the model's other heads
     */
    public HeadFunction(String name, int index) {
        this.name = name;
        this.index = index;
    }

    @Override
    public void open(OpenContext context) {
        metrics = new ShadowMetrics(getRuntimeContext().getMetricGroup().addGroup(MetricNames.HEAD_GROUP, name));
    }

    @Override
    public Comparison map(ScoredText scored) {
        long start = System.nanoTime();
        Comparison comparison = compare(scored);
        if (metrics != null) {
            metrics.left(comparison, System.nanoTime() - start);
        }
        return comparison;
    }

    private Comparison compare(ScoredText scored) {
        Prediction primary = scored.prediction();
        Optional<float[]> found = scored.headLogits(index);
        if (found.isEmpty()) {
            return failed(scored, "The text was scored before the job had the head");
        }
        float[] logits = found.get();
        int best = 0;
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                return failed(scored, "The head gave no finite logits");
            }
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        float[] probabilities = Prediction.softmax(logits);
        ShadowAnswer answer = new ShadowAnswer(primary.labels()[best], probabilities[best], probabilities, 0);
        return new Comparison(
                scored,
                answer.label().equals(primary.label()) ? Outcome.AGREED : Outcome.DISAGREED,
                true,
                answer,
                List.of(),
                Comparison.totalVariation(primary.probabilities(), probabilities),
                null,
                null,
                0,
                "",
                name);
    }

    private Comparison failed(ScoredText scored, String detail) {
        return new Comparison(scored, Outcome.FAILED, false, null, List.of(), Double.NaN, null, null, 0, detail, name);
    }
}
