package dev.parallax.shadow;

import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.observe.MetricNames;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map function that compares the primary's answers with those of another head on the same sentence features. The head
 * was run with the text's own batch, so every text is compared, at once; one on which the head failed becomes a failed
 * comparison.
 */
public final class HeadFunction extends RichMapFunction<ScoredText, Comparison> {

    private final String name;
    private final int index;
    private transient @Nullable ShadowMetrics metrics;

    /**
     * @param name the head's name
     * @param index its index among the model's other heads, from 0
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
            return Comparison.failedHead(scored, name, "The text was scored before the job had the head");
        }
        float[] logits = found.get();
        int best = 0;
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                return Comparison.failedHead(scored, name, "The head gave no finite logits");
            }
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        float[] probabilities = Prediction.softmax(logits);
        ShadowAnswer answer = new ShadowAnswer(primary.labels()[best], probabilities[best], probabilities, 0);
        return Comparison.ofHead(scored, name, answer);
    }
}
