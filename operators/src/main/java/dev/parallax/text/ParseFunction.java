package dev.parallax.text;

import dev.parallax.observe.MetricNames;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Splits parsed records from malformed ones: texts go to the main output, dead letters to the side output
 * {@link #DEAD_LETTERS}.
 */
public final class ParseFunction extends ProcessFunction<ParseResult, TextRecord> {

    /** Side output of records without a text. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("malformed-records", TypeInformation.of(DeadLetter.class));

    private transient @Nullable Counter malformed;
    private transient Map<String, Counter> ignored = Map.of();

    @Override
    public void open(OpenContext context) {
        malformed = getRuntimeContext().getMetricGroup().counter(MetricNames.MALFORMED_RECORDS);
        ignored = JsonFields.optionalFields()
                .collect(Collectors.toMap(
                        field -> field,
                        field -> getRuntimeContext()
                                .getMetricGroup()
                                .addGroup(MetricNames.FIELD_GROUP, field)
                                .counter(MetricNames.IGNORED_FIELDS)));
    }

    @Override
    public void processElement(ParseResult parsed, Context context, Collector<TextRecord> out) {
        if (parsed.text() != null) {
            for (String field : parsed.text().ignored()) {
                Counter counter = ignored.get(field);
                if (counter != null) {
                    counter.inc();
                }
            }
            out.collect(parsed.text());
        }
        if (parsed.deadLetter() != null) {
            if (malformed != null) {
                malformed.inc();
            }
            context.output(DEAD_LETTERS, parsed.deadLetter());
        }
    }
}
