package dev.parallax.job.endpoint;

import dev.parallax.infer.ScoredText;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.ParseFunction;
import dev.parallax.text.TextRecord;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A minimal topology from a source to both sinks: parsing, and a substitute for the model that can fail on demand. */
public final class Topology {

    private Topology() {}

    /** The endpoints connected. */
    public static StreamExecutionEnvironment connect(Endpoints endpoints, Configuration flink) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        SingleOutputStreamOperator<TextRecord> texts = environment
                .fromSource(endpoints.source(), endpoints.watermarks(), "texts")
                .process(new ParseFunction());
        DataStream<ScoredText> scored = texts.map(new Classify());
        DataStream<DeadLetter> deadLetters = texts.getSideOutput(ParseFunction.DEAD_LETTERS);
        scored.sinkTo(endpoints.predictions());
        deadLetters.sinkTo(endpoints.deadLetters());
        return environment;
    }

    /** Returns the same prediction for every text, and fails once on demand. */
    public static final class Classify implements MapFunction<TextRecord, ScoredText> {

        /** Texts until the failure; at 0 nothing fails. */
        public static final AtomicInteger TEXTS_UNTIL_FAILURE = new AtomicInteger();
        /** How often it failed. */
        public static final AtomicInteger FAILURES = new AtomicInteger();

        @Override
        public ScoredText map(TextRecord text) {
            if (TEXTS_UNTIL_FAILURE.get() > 0 && TEXTS_UNTIL_FAILURE.decrementAndGet() == 0) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("This failure is part of the test");
            }
            return Records.scored(text);
        }
    }
}
