package dev.parallax.infer;

import dev.parallax.text.DeadLetter;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Splits predictions from failures: predictions are the output, dead letters leave by {@link #DEAD_LETTERS}. */
public final class RouteFunction extends ProcessFunction<Classified, ScoredText> {

    /** Side output of texts that the model failed on. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("failed-texts", TypeInformation.of(DeadLetter.class));

    @Override
    public void processElement(Classified classified, Context context, Collector<ScoredText> out) {
        if (classified.scored() != null) {
            out.collect(classified.scored());
        }
        if (classified.deadLetter() != null) {
            context.output(DEAD_LETTERS, classified.deadLetter());
        }
    }
}
