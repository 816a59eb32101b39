package dev.parallax.job.endpoint;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.model.ModelId;
import dev.parallax.job.config.RecordConfig;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.DivergenceCause;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.ShadowAnswer;
import dev.parallax.shadow.SparkNlpReading;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import dev.parallax.text.RecordFields;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextRecord;
import dev.parallax.text.TextRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Shared records of tests. */
public final class Records {

    public static final RecordConfig CONFIG =
            new RecordConfig(TextRules.of(RecordFormat.JSON, RecordFields.DEFAULT, 1000), false);

    static final RawRecord RAW = new RawRecord(
            "texts",
            3,
            14,
            1_700_000_000_000L,
            1_700_000_000_159L,
            bytes("key"),
            bytes("{\"id\":\"7\",\"text\":\"Grüße\"}"),
            List.of(new Header("trace", bytes("abc")), new Header("trace", null), new Header("empty", new byte[0])));

    static final RawRecord TOMBSTONE = new RawRecord("texts", 0, 0, -1, 5, null, null, List.of());

    static final TextRecord TEXT = new TextRecord("7", "Grüße", "positive", "", 1_600_000_000_000L, RAW);

    static final TextRecord UNLABELLED = new TextRecord("8", "hello", null, "", -1, TOMBSTONE);

    static final Prediction PREDICTION = new Prediction(
            "positive",
            0.9f,
            new String[] {"negative", "positive"},
            new float[] {0.1f, 0.9f},
            new float[] {-1.5f, 0.697f},
            new ModelId("sentiment", "0123456789abcdef"));

    static final ScoredText SCORED = new ScoredText(TEXT, Encoding.of(101, 7, 102), PREDICTION, 42);

    static final Comparison COMPARISON = new Comparison(
            SCORED,
            Comparison.SPARK_NLP,
            Comparison.Outcome.DISAGREED,
            new ShadowAnswer("negative", 0.8f, new float[] {0.8f, 0.2f}, 1),
            0.7,
            new SparkNlpReading(
                    false,
                    List.of(new ClassAnnotation(0, 4, "negative", 0, new float[] {0.8f, 0.2f})),
                    2,
                    new EncodingDiff(
                            1,
                            List.of(
                                    new EncodingDiff.Segment(EncodingDiff.Side.PRIMARY, List.of("grüße")),
                                    new EncodingDiff.Segment(EncodingDiff.Side.SHADOW, List.of("[UNK]"))),
                            0,
                            1,
                            1),
                    new Attribution(List.of(DivergenceCause.CASING, DivergenceCause.URL), true, 3, true)),
            "");

    static final DeadLetter LETTER = new DeadLetter(DeadLetter.Reason.ENCODING_FAILED, "The tokenizer refused it", RAW);

    private Records() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A stand-in for the model: the longer half of texts is positive. */
    static ScoredText scored(TextRecord text) {
        return new ScoredText(text, Encoding.of(101, text.text().length(), 102), PREDICTION, 1);
    }

    /** A header with a text. */
    static Header header(String key, String value) {
        return new Header(key, bytes(value));
    }

    /** The headers of a record that is written. */
    static List<Header> headers(ProducerRecord<byte[], byte[]> result) {
        return Arrays.stream(result.headers().toArray())
                .map(header -> new Header(header.key(), header.value()))
                .toList();
    }
}
