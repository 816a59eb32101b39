package dev.parallax.encode;

import dev.parallax.encode.sparknlp.token.TokenizerParams;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetector;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.token.Tokenizer;
import java.io.IOException;
import java.util.List;
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

/** Measures the encoding of a text by the twin, by its length in UTF-16 units; 150 are about 30 words. */
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

    /**
     * How tokens are made: with Spark NLP's defaults, which need no regular expression, or split at hyphens, which
     * needs some.
     */
    @Param({"defaults", "rules"})
    public String tokenizer;

    private SparkNlpEncoder encoder;
    private String text;

    /** Loads the tokenizer and makes the text. */
    @Setup
    public void load() throws IOException {
        BertForSequenceClassification.Params bert = BertForSequenceClassification.Params.DEFAULT;
        BenchmarkTokenizer.load(file -> encoder = new SparkNlpEncoder(
                new SparkNlpPipeline(
                        DocumentAssembler.Params.DEFAULT,
                        sentences ? SentenceDetectorParams.DEFAULT : null,
                        tokenizer.equals("rules") ? splitAtHyphens() : TokenizerParams.DEFAULT,
                        bert),
                TokenizerFile.read(file),
                MAX_LENGTH,
                Integer.MAX_VALUE));
        StringBuilder texts = new StringBuilder();
        while (texts.length() < characters) {
            texts.append(String.join(" ", Tweets.TEXTS)).append(' ');
        }
        text = texts.substring(0, characters);
    }

    private static TokenizerParams splitAtHyphens() {
        TokenizerParams spark = TokenizerParams.DEFAULT;
        return new TokenizerParams(
                spark.targetPattern(),
                null,
                null,
                List.of(),
                List.of(),
                true,
                spark.contextChars(),
                null,
                List.of("-"),
                0,
                null);
    }

    /** One text. */
    @Benchmark
    public SparkNlpEncoding encode() {
        return encoder.encode(text);
    }
}
