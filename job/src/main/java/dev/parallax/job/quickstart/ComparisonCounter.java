package dev.parallax.job.quickstart;

import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.DivergenceCause;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts comparisons in accumulators of the job, by outcome and, where the answers differ, by cause; lets none pass.
 */
final class ComparisonCounter extends RichFilterFunction<Comparison> {

    /** Start of the names of accumulators of outcomes. */
    static final String OUTCOME = "shadow.outcome.";
    /** Start of the names of accumulators of causes. */
    static final String CAUSE = "shadow.cause.";

    private transient @Nullable Map<String, LongCounter> counters;

    @Override
    public void open(OpenContext context) {
        Map<String, LongCounter> all = new HashMap<>();
        for (Comparison.Outcome outcome : Comparison.Outcome.values()) {
            register(OUTCOME + outcome.name(), all);
        }
        for (DivergenceCause cause : DivergenceCause.values()) {
            register(CAUSE + cause.name(), all);
        }
        counters = all;
    }

    private void register(String name, Map<String, LongCounter> all) {
        LongCounter counter = new LongCounter();
        getRuntimeContext().addAccumulator(name, counter);
        all.put(name, counter);
    }

    @Override
    public boolean filter(Comparison compared) {
        add(OUTCOME + compared.outcome().name());
        if (compared.attribution() != null) {
            for (DivergenceCause cause : compared.attribution().causes()) {
                add(CAUSE + cause.name());
            }
        }
        return false;
    }

    private void add(String name) {
        LongCounter counter = counters == null ? null : counters.get(name);
        if (counter == null) {
            throw new IllegalStateException("The function is not open, or has no counter " + name);
        }
        counter.add(1);
    }
}
