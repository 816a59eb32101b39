package dev.parallax.job.pipeline;

import dev.parallax.encode.EncodeFunction;
import dev.parallax.encode.EncodedText;
import dev.parallax.encode.Encoder;
import dev.parallax.infer.Classified;
import dev.parallax.infer.ClassifyFunction;
import dev.parallax.infer.ModelBundle;
import dev.parallax.infer.RouteFunction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.job.config.AsyncConfig;
import dev.parallax.job.config.AsyncOrder;
import dev.parallax.job.endpoint.Endpoints;
import dev.parallax.text.ParseFunction;
import dev.parallax.text.TextRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The one graph that every mode runs: source, parse, encode, classify, and from there predictions and dead letters to
 * their sinks. Modes differ in sources and sinks alone.
 */
public final class ClassificationTopology {

    /** Flink's own time-out is the net under the batcher's, which tells more. */
    private static final Duration BEHIND_THE_BATCHER = Duration.ofSeconds(30);

    private ClassificationTopology() {}

    /**
     * Adds the graph to an environment.
     *
     * @param endpoints where records come from and results go
     * @param serving the model; its folder is read where the tasks run
     * @param async how texts wait for it
     * @return the stream of predictions
     */
    public static DataStream<ScoredText> append(
            StreamExecutionEnvironment environment, Endpoints endpoints, ServingOptions serving, AsyncConfig async) {
        SingleOutputStreamOperator<TextRecord> texts = environment
                .fromSource(endpoints.source(), endpoints.watermarks(), "Source")
                .uid(Uids.SOURCE)
                .process(new ParseFunction())
                .name("Parse")
                .uid(Uids.PARSE);
        SingleOutputStreamOperator<EncodedText> encoded = texts.process(new EncodeFunction(encoders(serving)))
                .name("Encode")
                .uid(Uids.ENCODE);
        SingleOutputStreamOperator<ScoredText> scored = classified(encoded, serving, async)
                .name("Classify")
                .uid(Uids.CLASSIFY)
                .process(new RouteFunction())
                .name("Route")
                .uid(Uids.ROUTE);
        scored.sinkTo(endpoints.predictions()).name("Predictions").uid(Uids.PREDICTIONS);
        texts.getSideOutput(ParseFunction.DEAD_LETTERS)
                .union(
                        encoded.getSideOutput(EncodeFunction.DEAD_LETTERS),
                        scored.getSideOutput(RouteFunction.DEAD_LETTERS))
                .sinkTo(endpoints.deadLetters())
                .name("Dead letters")
                .uid(Uids.DEAD_LETTERS);
        return scored;
    }

    private static SingleOutputStreamOperator<Classified> classified(
            DataStream<EncodedText> encoded, ServingOptions serving, AsyncConfig async) {
        ClassifyFunction function = new ClassifyFunction(serving, async.timeout());
        long timeout = async.timeout().plus(BEHIND_THE_BATCHER).toMillis();
        return async.order() == AsyncOrder.ORDERED
                ? AsyncDataStream.orderedWait(encoded, function, timeout, TimeUnit.MILLISECONDS, async.capacity())
                : AsyncDataStream.unorderedWait(encoded, function, timeout, TimeUnit.MILLISECONDS, async.capacity());
    }

    private static Encoder.Factory encoders(ServingOptions serving) {
        String folder = serving.folder();
        int maxLength = serving.maxLength();
        return () -> ModelBundle.read(Path.of(folder), null, maxLength).newEncoder();
    }
}
