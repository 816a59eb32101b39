package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.EncodedText;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.infer.ClassifyFunction;
import dev.parallax.infer.RouteFunction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BackgroundLimits;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.ShadowBranch;
import dev.parallax.shadow.ShadowFunction;
import dev.parallax.shadow.ShadowLimits;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.Twin;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs a misbehaving shadow beside a primary on a cluster with periodic watermarks. */
@Timeout(180)
class ShadowIsolationTest {

    private static final int TEXTS = 5000;
    private static final int CAPACITY = 16;
    private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

    private final String run = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    /** A kind of misbehaviour of a twin. */
    private enum Manner {
        HANGS,
        THROWS,
        IS_SLOW
    }

    private record Misbehaving(Manner manner) implements Twin {

        @Override
        public SparkNlpEncoding encode(String text, Set<Repair> repairs) {
            try {
                switch (manner) {
                    case HANGS -> new CountDownLatch(1).await();
                    case THROWS -> throw new IllegalStateException("broken");
                    case IS_SLOW -> new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("Interrupted", e);
            }
            return new SparkNlpEncoding(List.of(), List.of(), List.of(), 0);
        }

        @Override
        public Set<Repair> relevant(String text) {
            return Set.of();
        }

        @Override
        public List<ClassAnnotation> classes(
                SparkNlpEncoding encoding, float[][] logits, String[] labels, Set<Repair> repairs) {
            return List.of();
        }

        @Override
        public String piece(int id) {
            return "";
        }
    }

    /** Counts records and passes them on. */
    private static final class Tally<T> extends ProcessFunction<T, T> {
        private final String run;

        Tally(String run) {
            this.run = run;
        }

        @Override
        public void processElement(T value, Context context, Collector<T> out) {
            String name = value instanceof Comparison comparison
                    ? comparison.outcome().name()
                    : "PREDICTIONS";
            COUNTS.computeIfAbsent(run + name, key -> new LongAdder()).increment();
        }
    }

    private long count(String name) {
        LongAdder count = COUNTS.get(run + name);
        return count == null ? 0 : count.sum();
    }

    private long count(Outcome outcome) {
        return count(outcome.name());
    }

    private JobClient start(Manner manner, Duration timeout) throws Exception {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(1));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, config);
        DataStream<EncodedText> texts = environment
                .fromSequence(0, TEXTS - 1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner((number, timestamp) -> number))
                .map(ShadowIsolationTest::text)
                .returns(EncodedText.class);
        DataStream<ScoredText> scored = AsyncDataStream.unorderedWait(
                        texts, new ClassifyFunction(serving, Duration.ofMinutes(1), 64), 60, TimeUnit.SECONDS, 64)
                .process(new RouteFunction());
        scored.process(new Tally<>(run)).returns(ScoredText.class).sinkTo(new DiscardingSink<>());
        ShadowOptions options = options(timeout);
        ShadowBranch.append(
                        ShadowBranch.sample(scored, options.sampling().rate()),
                        options,
                        new ShadowFunction(serving, options, (model, unused) -> new Misbehaving(manner)))
                .process(new Tally<>(run))
                .returns(Comparison.class)
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync();
    }

    private static EncodedText text(long number) {
        RawRecord source = new RawRecord("texts", 0, number, number, number, null, new byte[0], List.of());
        return new EncodedText(
                new TextRecord("id-" + number, "text " + number, null, "", number, source),
                Encoding.of(2, 7 + (int) (number % 20), 3));
    }

    private static ShadowOptions options(Duration timeout) {
        return ShadowOptions.of(SparkNlpPipeline.documents(BertForSequenceClassification.Params.DEFAULT))
                .with(new ShadowLimits(CAPACITY, new BackgroundLimits(64, 0.5), 1, timeout, 1000));
    }

    @Test
    void predictions_are_complete_beside_a_shadow_that_hangs_for_good() throws Exception {
        JobClient job = start(Manner.HANGS, Duration.ofHours(1));

        Await.until("all predictions", () -> count("PREDICTIONS") == TEXTS);
        Await.until("what was shed", () -> count(Outcome.SKIPPED) == TEXTS - 2 * CAPACITY);

        job.cancel().get(60, TimeUnit.SECONDS);
    }

    @Test
    void a_job_that_ends_waits_for_a_shadow_that_hangs_no_longer_than_its_timeout() throws Exception {
        start(Manner.HANGS, Duration.ofMillis(500)).getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThat(count("PREDICTIONS")).isEqualTo(TEXTS);
        assertThat(count(Outcome.FAILED)).isGreaterThanOrEqualTo(2 * CAPACITY);
        assertThat(count(Outcome.FAILED) + count(Outcome.SKIPPED)).isEqualTo(TEXTS);
    }

    @Test
    void predictions_are_complete_beside_a_shadow_that_throws() throws Exception {
        start(Manner.THROWS, Duration.ofMinutes(1)).getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThat(count("PREDICTIONS")).isEqualTo(TEXTS);
        assertThat(count(Outcome.FAILED)).isPositive();
        assertThat(count(Outcome.FAILED) + count(Outcome.SKIPPED)).isEqualTo(TEXTS);
    }

    @Test
    void predictions_are_complete_beside_a_shadow_that_is_slow() throws Exception {
        start(Manner.IS_SLOW, Duration.ofMinutes(1)).getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThat(count("PREDICTIONS")).isEqualTo(TEXTS);
        Map<Outcome, Long> outcomes = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, count(outcome));
        }
        assertThat(outcomes.get(Outcome.NO_CLASS)).isGreaterThanOrEqualTo(CAPACITY);
        assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(TEXTS);
    }
}
