package dev.parallax.encode;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the encoding of texts, here and by the library's own calls, with the tokenizer of bge-small-en-v1.5. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EncoderBenchmark {

    private static final int MAX_LENGTH = 512;

    /** The text of a measurement. */
    @State(Scope.Benchmark)
    public static class Text {

        /**
         * Its kind: 30 English words; a tweet of 26 words with emoji; a Chinese review of 48 characters; some 500
         * English words, which are cut to {@link #MAX_LENGTH} ids.
         */
        @Param({"words30", "emoji", "chinese", "words500"})
        public String kind;

        private String text;

        /** Makes the text. */
        @Setup
        public void make() {
            text = switch (kind) {
                case "words30" -> Tweets.WORDS_30;
                case "emoji" -> Tweets.EMOJI;
                case "chinese" -> Tweets.CHINESE;
                default -> String.join(" ", Tweets.TEXTS).concat(" ").repeat(3);
            };
        }
    }

    private HuggingFaceEncoder encoder;
    private HuggingFaceTokenizer library;

    /** Loads both. */
    @Setup
    public void load() throws IOException {
        BenchmarkTokenizer.load(file -> {
            encoder = HuggingFaceEncoder.load(file, MAX_LENGTH);
            library = HuggingFaceTokenizer.newInstance(
                    file, Map.of("maxLength", Integer.toString(MAX_LENGTH), "truncation", "true"));
        });
    }

    /** Frees both. */
    @TearDown
    public void close() {
        encoder.close();
        library.close();
    }

    /** One text, as the job encodes it. */
    @Benchmark
    public Encoding one(Text text) {
        return encoder.encode(text.text);
    }

    /** One text by the library, of whose results the ids are fetched. */
    @Benchmark
    public Encoding oneByNativeHandles(Text text) {
        return encoder.encodeByTheLibrary(text.text);
    }

    /** One text by the library's own call, which fetches all of its results. */
    @Benchmark
    public long[] oneByTheLibrary(Text text) {
        return library.encode(text.text).getIds();
    }

    /** All eight tweets, one after the other. */
    @Benchmark
    public int eight() {
        int tokens = 0;
        for (String text : Tweets.TEXTS) {
            tokens += encoder.encode(text).length();
        }
        return tokens;
    }

    /** All eight tweets in one call of the library. */
    @Benchmark
    public int eightByTheLibrary() {
        return library.batchEncode(Tweets.TEXTS).length;
    }
}
