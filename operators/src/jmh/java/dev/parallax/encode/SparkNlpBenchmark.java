package dev.parallax.encode;

import dev.parallax.encode.sparknlp.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/** What a text costs the twin, by its length in UTF-16 units; 150 are about 30 words. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SparkNlpBenchmark {

    private static final int MAX_LENGTH = 512;

    /** Length of the text. */
    @Param({"150", "1000", "10000", "100000"})
    public int characters;

    /** Whether the text is cut into sentences. */
    @Param({"true", "false"})
    public boolean sentences;

    private SparkNlpEncoder encoder;
    private String text;

    /** Loads the tokenizer and makes the text. */
    @Setup
    public void load() throws IOException {
        BertForSequenceClassification.Params bert = BertForSequenceClassification.Params.DEFAULT;
        BenchmarkTokenizer.load(file -> encoder = new SparkNlpEncoder(
                sentences ? SparkNlpPipeline.sentences(bert) : SparkNlpPipeline.documents(bert),
                TokenizerFile.read(file),
                MAX_LENGTH,
                Integer.MAX_VALUE));
        StringBuilder texts = new StringBuilder();
        while (texts.length() < characters) {
            texts.append(String.join(" ", Tweets.TEXTS)).append(' ');
        }
        text = texts.substring(0, characters);
    }

    /** One text. */
    @Benchmark
    public SparkNlpEncoding encode() {
        return encoder.encode(text);
    }
}
