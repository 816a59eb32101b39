package dev.parallax.job.endpoint;

import dev.parallax.observe.MetricNames;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.DeadLetter.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Counts dead letters by their reasons, and parts those that are too large for their topic. */
public final class DeadLetterFunction extends RichFlatMapFunction<DeadLetter, DeadLetter> {

    private final DeadLetterSplitter parts;
    private transient @Nullable Counters counters;

    /** @param parts which letters are too large, and how they are written */
    public DeadLetterFunction(DeadLetterSplitter parts) {
        this.parts = parts;
    }

    @Override
    public void open(OpenContext context) {
        parts.open();
        counters = new Counters(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void flatMap(DeadLetter letter, Collector<DeadLetter> out) {
        List<DeadLetter> written = parts.of(letter);
        if (counters != null) {
            counters.count(letter.reason(), written.size());
        }
        written.forEach(out::collect);
    }

    private static final class Counters {

        private final Map<Reason, Counter> letters = new EnumMap<>(Reason.class);
        private final Counter inParts;

        Counters(MetricGroup group) {
            for (Reason reason : Reason.values()) {
                letters.put(
                        reason,
                        group.addGroup(MetricNames.REASON_GROUP, reason.name().toLowerCase(Locale.ROOT))
                                .counter(MetricNames.DEAD_LETTERS));
            }
            inParts = group.counter(MetricNames.DEAD_LETTERS_IN_PARTS);
        }

        void count(Reason reason, int parts) {
            Counter counter = letters.get(reason);
            if (counter != null) {
                counter.inc();
            }
            if (parts > 1) {
                inParts.inc();
            }
        }
    }
}
