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
import dev.parallax.job.endpoint.FitFunction;
import dev.parallax.job.endpoint.LetterFunction;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.ShadowBranch;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.text.ParseFunction;
import dev.parallax.text.TextRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The one graph that every mode runs: source, parse, encode, classify, see that the sinks take it, and from there predictions
 * and dead letters to their sinks, and, if wanted, a branch that compares the predictions with what a Spark NLP pipeline would have said. Modes
 * differ in sources and sinks alone.
 */
public final class ClassificationTopology {

    /** Flink's own time-out is the net under the batcher's, which tells more. */
    private static final Duration BEHIND_THE_BATCHER = Duration.ofSeconds(30);

    private ClassificationTopology() {}

    /**
     * What the graph makes of texts, for who wants to look on.
     *
     * @param predictions the predictions
     * @param comparisons one for each prediction that the shadow was asked about, if there is a shadow
     */
    public record Streams(DataStream<ScoredText> predictions, Optional<DataStream<Comparison>> comparisons) {}

    /**
     * Adds the graph to an environment.
     *
     * @param endpoints where records come from and results go
     * @param serving the model; its folder is read where the tasks run
     * @param async how texts wait for it
     * @param shadow how they are compared with a Spark NLP pipeline, if they are; what differs goes to the endpoints'
     *     disagreements, which must be there
     * @return its streams
     */
    public static Streams append(
            StreamExecutionEnvironment environment,
            Endpoints endpoints,
            ServingOptions serving,
            AsyncConfig async,
            Optional<ShadowOptions> shadow) {
        SingleOutputStreamOperator<TextRecord> texts = environment
                .fromSource(endpoints.source(), endpoints.watermarks(), "Source")
                .uid(Uids.SOURCE)
                .process(new ParseFunction())
                .name("Parse")
                .uid(Uids.PARSE);
        SingleOutputStreamOperator<EncodedText> encoded = texts.process(new EncodeFunction(encoders(serving)))
                .name("Encode")
                .uid(Uids.ENCODE);
        SingleOutputStreamOperator<ScoredText> routed = classified(encoded, serving, async)
                .name("Classify")
                .uid(Uids.CLASSIFY)
                .process(new RouteFunction())
                .name("Route")
                .uid(Uids.ROUTE);
        SingleOutputStreamOperator<ScoredText> scored = routed.process(new FitFunction(endpoints.predictionLimit()))
                .name("Fit")
                .uid(Uids.FIT);
        scored.sinkTo(endpoints.predictions()).name("Predictions").uid(Uids.PREDICTIONS);
        texts.getSideOutput(ParseFunction.DEAD_LETTERS)
                .union(
                        encoded.getSideOutput(EncodeFunction.DEAD_LETTERS),
                        routed.getSideOutput(RouteFunction.DEAD_LETTERS),
                        scored.getSideOutput(FitFunction.DEAD_LETTERS))
                .flatMap(new LetterFunction(endpoints.letterParts()))
                .name("Letters")
                .uid(Uids.LETTERS)
                .sinkTo(endpoints.deadLetters())
                .name("Dead letters")
                .uid(Uids.DEAD_LETTERS);
        return new Streams(scored, shadow.map(options -> compared(scored, endpoints, serving, options)));
    }

    private static DataStream<Comparison> compared(
            DataStream<ScoredText> scored, Endpoints endpoints, ServingOptions serving, ShadowOptions shadow) {
        Sink<Comparison> disagreements = endpoints
                .disagreements()
                .orElseThrow(() -> new IllegalArgumentException("A shadow needs a sink for disagreements"));
        DataStream<Comparison> comparisons = ShadowBranch.append(scored, serving, shadow);
        comparisons
                .filter(comparison ->
                        comparison.outcome().compared() && !comparison.outcome().agreed())
                .name("Disagreeing")
                .uid(Uids.DISAGREEING)
                .sinkTo(disagreements)
                .name("Disagreements")
                .uid(Uids.DISAGREEMENTS);
        return comparisons;
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
