package dev.parallax.shadow;

import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The part of a job that compares the primary's answers with Spark NLP's. */
public final class ShadowBranch {

    private ShadowBranch() {}

    /**
     * Adds the branch.
     *
     * @param scored the primary's answers
     * @param serving the primary's model
     * @param options what is compared
     * @return one comparison for each sampled text, in no order and without watermarks
     */
    public static SingleOutputStreamOperator<Comparison> append(
            DataStream<ScoredText> scored, ServingOptions serving, ShadowOptions options) {
        return AsyncDataStream.unorderedWait(
                        scored,
                        new ShadowFunction(serving, options),
                        options.timeout().toMillis(),
                        TimeUnit.MILLISECONDS,
                        options.capacity())
                .name("Shadow")
                .uid("shadow");
    }
}
