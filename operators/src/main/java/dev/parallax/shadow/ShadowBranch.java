package dev.parallax.shadow;

import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The parts of a job that compare the primary's answers with Spark NLP's, and with other heads'. */
public final class ShadowBranch {

    /** Names of the operators: state is found again by them, so they never change. */
    private static final String SAMPLE = "shadow-sample";

    private static final String UNMARKED = "shadow-unmarked";
    private static final String SHADOW = "shadow";
    private static final String HEAD = "shadow-head-";

    private ShadowBranch() {}

    /**
     * Adds the branch: a sample of the answers, without watermarks, is compared.
     *
     * <p>Flink's asynchronous operator lets no result overtake a watermark. One slow comparison would hold back all
     * that come behind the next watermark until there is no room, and then the primary. So comparisons have timestamps
     * and come in any order, without watermarks; who needs event time assigns watermarks that allow for
     * {@link ShadowLimits#timeout()}.
     *
     * @param scored the primary's answers
     * @param serving the primary's model
     * @param options what is compared
     * @return one comparison for each sampled text
     */
    public static SingleOutputStreamOperator<Comparison> append(
            DataStream<ScoredText> scored, ServingOptions serving, ShadowOptions options) {
        return append(scored, options, new ShadowFunction(serving, options));
    }

    /**
     * Adds the comparison with another head of the primary's model.
     *
     * @param scored the primary's answers
     * @param name the head's name; state is found again by it
     * @param index the head's place among the model's other heads
     * @return one comparison for each text
     */
    public static SingleOutputStreamOperator<Comparison> appendHead(
            DataStream<ScoredText> scored, String name, int index) {
        return scored.map(new HeadFunction(name, index))
                .returns(TypeInformation.of(Comparison.class))
                .name("Head " + name)
                .uid(HEAD + name);
    }

    /**
     * As {@link #append(DataStream, ServingOptions, ShadowOptions)}, with a function of the caller's.
     *
     * @param options the function's options
     */
    public static SingleOutputStreamOperator<Comparison> append(
            DataStream<ScoredText> scored, ShadowOptions options, ShadowFunction function) {
        DataStream<ScoredText> sample = scored.filter(
                        new SampleFunction(options.sampling().rate()))
                .name("Shadow sample")
                .uid(SAMPLE)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<ScoredText>noWatermarks()
                        .withTimestampAssigner((text, timestamp) -> timestamp))
                .name("Shadow sample without watermarks")
                .uid(UNMARKED);
        return AsyncDataStream.unorderedWait(
                        sample,
                        function,
                        options.limits().timeout().toMillis(),
                        TimeUnit.MILLISECONDS,
                        options.limits().capacity() + 1)
                .name("Shadow")
                .uid(SHADOW);
    }
}
