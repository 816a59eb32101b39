package dev.parallax.job.pipeline;

import dev.parallax.encode.EncodeFunction;
import dev.parallax.encode.EncodedText;
import dev.parallax.encode.Encoder;
import dev.parallax.evaluate.QualityBranch;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.alert.Alert;
import dev.parallax.evaluate.alert.AlertFunction;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.observation.TrueLabel;
import dev.parallax.infer.AsyncOptions;
import dev.parallax.infer.Classified;
import dev.parallax.infer.ClassifyFunction;
import dev.parallax.infer.RouteFunction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.endpoint.DeadLetterFunction;
import dev.parallax.job.endpoint.Endpoints;
import dev.parallax.job.endpoint.OversizedPredictionFilter;
import dev.parallax.job.endpoint.QualityEndpoints;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.ShadowBranch;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.ParseFunction;
import dev.parallax.text.ParseResult;
import dev.parallax.text.TextRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The one graph that every mode runs: source, parse, encode, classify, see that the sinks take it, and from there
 * predictions and dead letters to their sinks, and, if wanted, branches for comparisons with Spark NLP and other heads,
 * for quality reports and for alerts. Modes differ in sources and sinks alone.
 */
public final class ClassificationTopology {

    /** Flink's own time-out comes after the batcher's, whose message says more. */
    private static final Duration BEHIND_THE_BATCHER = Duration.ofSeconds(30);

    /** The label stream emits no watermarks, so that late labels hold no window back. */
    private static final WatermarkStrategy<ParseResult> NO_WATERMARKS = WatermarkStrategy.<ParseResult>noWatermarks()
            .withTimestampAssigner((parsed, kafka) -> parsed.timestampMillis());

    private ClassificationTopology() {}

    /**
     * The streams of the graph, for code that attaches more operators to them.
     *
     * @param predictions the predictions
     * @param comparisons one for each prediction that Spark NLP was asked about, if it is asked; those with other heads
     *     go to disagreements and reports alone
     * @param reports on the predictions' quality, if there are any
     */
    public record Streams(
            DataStream<ScoredText> predictions,
            Optional<DataStream<Comparison>> comparisons,
            Optional<DataStream<QualityReport>> reports) {}

    /**
     * As {@link #append(StreamExecutionEnvironment, Endpoints, ServingOptions, AsyncOptions, Optional, Optional)},
     * without reports.
     */
    public static Streams append(
            StreamExecutionEnvironment environment,
            Endpoints endpoints,
            ServingOptions serving,
            AsyncOptions async,
            Optional<ShadowOptions> shadow) {
        return append(environment, endpoints, serving, async, shadow, Optional.empty());
    }

    /**
     * Adds the graph to an environment.
     *
     * @param endpoints where records come from and results go
     * @param serving the model, and other heads that it is compared with; their folders are read where the tasks run
     * @param async how texts wait for it
     * @param shadow how they are compared with a Spark NLP pipeline, if they are; what differs, from it or from another
     *     head, goes to the endpoints' disagreements, which must be there
     * @param reporting what is reported on their quality, if anything is; it goes to the endpoints' reports and alerts,
     *     which must be there
     * @return its streams
     */
    public static Streams append(
            StreamExecutionEnvironment environment,
            Endpoints endpoints,
            ServingOptions serving,
            AsyncOptions async,
            Optional<ShadowOptions> shadow,
            Optional<ReportOptions> reporting) {
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
        SingleOutputStreamOperator<ScoredText> scored = routed.process(
                        new OversizedPredictionFilter(endpoints.predictionLimit()))
                .name("Filter oversized predictions")
                .uid(Uids.FIT);
        scored.sinkTo(endpoints.predictions()).name("Predictions").uid(Uids.PREDICTIONS);
        Optional<SingleOutputStreamOperator<TextRecord>> labels = reporting
                .flatMap(ignored -> endpoints.quality())
                .flatMap(QualityEndpoints::labels)
                .map(source -> labels(environment, source));
        DataStream<DeadLetter> letters = texts.getSideOutput(ParseFunction.DEAD_LETTERS)
                .union(
                        encoded.getSideOutput(EncodeFunction.DEAD_LETTERS),
                        routed.getSideOutput(RouteFunction.DEAD_LETTERS),
                        scored.getSideOutput(OversizedPredictionFilter.DEAD_LETTERS));
        if (labels.isPresent()) {
            letters = letters.union(labels.get().getSideOutput(ParseFunction.DEAD_LETTERS));
        }
        letters.flatMap(new DeadLetterFunction(endpoints.letterParts()))
                .name("Split dead letters")
                .uid(Uids.LETTERS)
                .sinkTo(endpoints.deadLetters())
                .name("Dead letters")
                .uid(Uids.DEAD_LETTERS);
        SingleOutputStreamOperator<ScoredText> sampled = shadow.map(options ->
                        ShadowBranch.sample(scored, options.sampling().rate()))
                .orElse(scored);
        Optional<DataStream<Comparison>> comparisons =
                shadow.map(options -> ShadowBranch.append(sampled, serving, options));
        List<QualityBranch.Compared> shadows = shadows(scored, serving, comparisons);
        shadows.stream()
                .map(QualityBranch.Compared::comparisons)
                .reduce(DataStream::union)
                .ifPresent(all -> disagreements(all, endpoints));
        Optional<DataStream<TrueLabel>> trueLabels = labels.map(ClassificationTopology::read);
        Optional<DataStream<QualityReport>> reports = reporting.map(what -> reported(
                new QualityBranch.Inputs(sampled, shadows, trueLabels.orElse(null)), endpoints, serving, what));
        return new Streams(scored, comparisons, reports);
    }

    private static List<QualityBranch.Compared> shadows(
            DataStream<ScoredText> scored, ServingOptions serving, Optional<DataStream<Comparison>> sparkNlp) {
        List<QualityBranch.Compared> shadows = new ArrayList<>();
        sparkNlp.ifPresent(some -> shadows.add(new QualityBranch.Compared(ObservedShadow.sparkNlp(), some)));
        for (int i = 0; i < serving.heads().size(); i++) {
            String name = serving.heads().get(i).name();
            shadows.add(
                    new QualityBranch.Compared(ObservedShadow.head(name), ShadowBranch.appendHead(scored, name, i)));
        }
        return shadows;
    }

    private static SingleOutputStreamOperator<TextRecord> labels(
            StreamExecutionEnvironment environment, Source<ParseResult, ?, ?> source) {
        return environment
                .fromSource(source, NO_WATERMARKS, "Labels")
                .uid(Uids.LABELS_SOURCE)
                .process(new ParseFunction())
                .name("Parse labels")
                .uid(Uids.LABELS_PARSE);
    }

    private static DataStream<TrueLabel> read(DataStream<TextRecord> labels) {
        return labels.map(record -> new TrueLabel(record.id(), record.text(), record.timestampMillis()))
                .returns(TypeInformation.of(TrueLabel.class))
                .name("Read labels")
                .uid(Uids.LABELS_READ);
    }

    private static DataStream<QualityReport> reported(
            QualityBranch.Inputs inputs, Endpoints endpoints, ServingOptions serving, ReportOptions reporting) {
        QualityEndpoints quality = endpoints
                .quality()
                .orElseThrow(() -> new IllegalArgumentException("Reports need a sink for them, and one for alerts"));
        DataStream<QualityReport> reports = QualityBranch.append(inputs, serving, reporting.options());
        reports.sinkTo(quality.reports()).name("Quality reports").uid(Uids.QUALITY_REPORTS);
        reports.keyBy(AlertFunction::key, Types.STRING)
                .process(new AlertFunction(reporting.rules()))
                .returns(TypeInformation.of(Alert.class))
                .name("Alert rules")
                .uid(Uids.ALERT_RULES)
                .sinkTo(quality.alerts())
                .name("Alerts")
                .uid(Uids.ALERTS);
        return reports;
    }

    private static void disagreements(DataStream<Comparison> comparisons, Endpoints endpoints) {
        Sink<Comparison> disagreements = endpoints
                .disagreements()
                .orElseThrow(() -> new IllegalArgumentException("A shadow needs a sink for disagreements"));
        comparisons
                .filter(comparison ->
                        comparison.outcome().compared() && !comparison.outcome().agreed())
                .name("Filter disagreements")
                .uid(Uids.DISAGREEING)
                .sinkTo(disagreements)
                .name("Disagreements")
                .uid(Uids.DISAGREEMENTS);
    }

    private static SingleOutputStreamOperator<Classified> classified(
            DataStream<EncodedText> encoded, ServingOptions serving, AsyncOptions async) {
        ClassifyFunction function = new ClassifyFunction(serving, async.timeout(), async.capacity());
        long timeout = async.timeout().plus(BEHIND_THE_BATCHER).toMillis();
        return async.order() == AsyncOptions.Order.ORDERED
                ? AsyncDataStream.orderedWait(encoded, function, timeout, TimeUnit.MILLISECONDS, async.capacity())
                : AsyncDataStream.unorderedWait(encoded, function, timeout, TimeUnit.MILLISECONDS, async.capacity());
    }

    private static Encoder.Factory encoders(ServingOptions serving) {
        String folder = serving.folder();
        int maxLength = serving.maxLength();
        return () -> ModelBundle.read(Path.of(folder), null, maxLength).newEncoder();
    }
}
