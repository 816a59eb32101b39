package dev.parallax.job.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes a prediction as a JSON object in UTF-8, the same to Kafka and to files:
 *
 * <pre>{"id":"7","label":"positive","score":0.93,"scores":{"negative":0.07,"positive":0.93},"tokens":12,
 * "truncated":false,"model":{"name":"sentiment","fingerprint":"0123456789abcdef"},"latencyMs":4}</pre>
 *
 * <p>{@code text} follows {@code id} if wanted. A truncated text has {@code "truncation":{"strategy":"longest_first",
 * "cutTokens":3}}. A text of which an optional field could not be read has {@code "ignored":["timestamp"]} before
 * {@code latencyMs}. Probabilities have the fewest digits that read back as the same 32-bit float.
 *
 * <p>Immutable and safe for several threads.
 */
public final class PredictionJson implements JsonLine<ScoredText> {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final JsonMapper READER = JsonMapper.builder().build();
    private static final String LATENCY = "latencyMs";
    private static final int USUAL_BYTES = 512;
    /** Field names, numbers and punctuation. */
    private static final int MOST_BYTES_AROUND = 450;
    /** A number, and what stands around a label. */
    private static final int MOST_BYTES_AROUND_A_SCORE = 32;

    private final boolean includeText;

    /** @param includeText whether to repeat the text */
    public PredictionJson(boolean includeText) {
        this.includeText = includeText;
    }

    /**
     * Most bytes that a prediction can have, without writing it: a UTF-16 unit takes 6 bytes at most, as {@code \u001f}
     * does.
     */
    public long mostBytes(ScoredText scored) {
        Prediction prediction = scored.prediction();
        long characters = (long) scored.text().id().length()
                + prediction.label().length()
                + prediction.model().name().length()
                + prediction.model().fingerprint().length();
        if (includeText) {
            characters += scored.text().text().length();
        }
        for (String label : prediction.labels()) {
            characters += label.length();
        }
        return MOST_BYTES_AROUND + MOST_BYTES_AROUND_A_SCORE * (long) prediction.labels().length + 6 * characters;
    }

    @Override
    public byte[] write(ScoredText scored) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", scored.text().id());
            if (includeText) {
                json.writeStringField("text", scored.text().text());
            }
            scores(json, scored.prediction());
            json.writeNumberField("tokens", scored.encoding().length());
            json.writeBooleanField("truncated", scored.encoding().truncated());
            if (scored.encoding().truncated()) {
                json.writeObjectFieldStart("truncation");
                json.writeStringField("strategy", "longest_first");
                json.writeNumberField("cutTokens", scored.encoding().cutTokens());
                json.writeEndObject();
            }
            json.writeObjectFieldStart("model");
            json.writeStringField("name", scored.prediction().model().name());
            json.writeStringField("fingerprint", scored.prediction().model().fingerprint());
            json.writeEndObject();
            if (!scored.text().ignored().isEmpty()) {
                json.writeArrayFieldStart("ignored");
                for (String field : scored.text().ignored()) {
                    json.writeString(field);
                }
                json.writeEndArray();
            }
            json.writeNumberField(LATENCY, scored.latencyMillis());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads {@code latencyMs} of a prediction: milliseconds from its read to its prediction; 0 where a record has none.
     *
     * @throws IOException if it is no JSON
     */
    public static long latencyMillis(byte[] prediction) throws IOException {
        return READER.readTree(prediction).path(LATENCY).asLong();
    }

    private static void scores(JsonGenerator json, Prediction prediction) throws IOException {
        json.writeStringField("label", prediction.label());
        json.writeNumberField("score", prediction.score());
        json.writeObjectFieldStart("scores");
        for (int i = 0; i < prediction.labels().length; i++) {
            json.writeNumberField(prediction.labels()[i], prediction.probabilities()[i]);
        }
        json.writeEndObject();
    }
}
