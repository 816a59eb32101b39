package dev.parallax.job.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.infer.Prediction;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.DivergenceCause;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.EncodingDiff.Side;
import dev.parallax.shadow.ShadowAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a disagreement as a JSON object in UTF-8, the same to Kafka and to files:
 *
 * <pre>{"id":"7","outcome":"DISAGREED","shadow":"spark-nlp",
 * "huggingFace":{"label":"negative","score":0.99,"scores":{"negative":0.99,"positive":0.01}},
 * "sparkNlp":{"label":"positive","score":0.72,"scores":{"negative":0.28,"positive":0.72},"sentence":0},
 * "classes":[[0,12,"positive",0]],
 * "totalVariation":0.71,"margin":0.98,
 * "causes":[{"cause":"CONTRACTION","title":"contraction"}],"proven":true,"minimal":true,"variants":3,
 * "difference":{"at":3,"huggingFace":["[CLS]","it","isn","'","t","good","[SEP]"],
 *     "sparkNlp":["[CLS]","it","isn","good","[SEP]"],"before":0,"after":[0,0]},
 * "model":{"name":"sentiment","fingerprint":"0123456789abcdef"}}</pre>
 *
 * <p>{@code text} follows {@code id} if wanted. {@code sparkNlp} is null where Spark NLP gives no class;
 * {@code classes} is its {@code class} column as begin, end, label and sentence. Causes, and the difference, stand
 * there where they were asked for; {@code before} and {@code after} count pieces that are not shown.
 * {@code cappedCharacters} follows where a text was too long, {@code leftOut} with the names of fields that had no
 * room. Where the shadow is another head, {@code shadow} is its name, and {@code head} stands instead of
 * {@code sparkNlp} and {@code classes}. Numbers that are none, such as probabilities that overflowed, are null.
 *
 * <p>Immutable and safe for several threads.
 */
public final class DisagreementJson implements JsonLine<Comparison> {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final int USUAL_BYTES = 1024;
    private static final String TEXT = "text";
    private static final String DIFFERENCE = "difference";

    private final boolean includeText;
    private final Set<String> leftOut;

    /** @param includeText whether to repeat the text */
    public DisagreementJson(boolean includeText) {
        this(includeText, Set.of());
    }

    private DisagreementJson(boolean includeText, Set<String> leftOut) {
        this.includeText = includeText;
        this.leftOut = leftOut;
    }

    /**
     * This way of writing, and shorter ones, each with less than that before it: without text, and then without pieces.
     */
    public List<DisagreementJson> fallbacks() {
        List<DisagreementJson> all = new ArrayList<>(List.of(this));
        Set<String> less = new TreeSet<>();
        if (includeText) {
            less.add(TEXT);
            all.add(new DisagreementJson(true, Set.copyOf(less)));
        }
        less.add(DIFFERENCE);
        all.add(new DisagreementJson(includeText, Set.copyOf(less)));
        return all;
    }

    @Override
    public byte[] write(Comparison compared) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", compared.scored().text().id());
            if (includeText && !leftOut.contains(TEXT)) {
                json.writeStringField(TEXT, compared.scored().text().text());
            }
            json.writeStringField("outcome", compared.outcome().name());
            json.writeStringField("shadow", compared.shadowName());
            answers(json, compared);
            number(json, "totalVariation", compared.totalVariation());
            number(json, "margin", compared.margin());
            if (compared.attribution() != null) {
                causes(json, compared.attribution());
            }
            if (compared.diff() != null && !leftOut.contains(DIFFERENCE)) {
                difference(json, compared.diff());
            }
            if (compared.cappedCharacters() > 0) {
                json.writeNumberField("cappedCharacters", compared.cappedCharacters());
            }
            leftOut(json, compared);
            json.writeObjectFieldStart("model");
            json.writeStringField("name", compared.scored().prediction().model().name());
            json.writeStringField(
                    "fingerprint", compared.scored().prediction().model().fingerprint());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void leftOut(JsonGenerator json, Comparison compared) throws IOException {
        Set<String> fields = new TreeSet<>(leftOut);
        if (compared.diff() == null) {
            fields.remove(DIFFERENCE);
        }
        if (!fields.isEmpty()) {
            json.writeArrayFieldStart("leftOut");
            for (String field : fields) {
                json.writeString(field);
            }
            json.writeEndArray();
        }
    }

    private static void answers(JsonGenerator json, Comparison compared) throws IOException {
        Prediction primary = compared.scored().prediction();
        json.writeObjectFieldStart("huggingFace");
        answer(json, primary.labels(), primary.label(), primary.score(), primary.probabilities());
        json.writeEndObject();
        ShadowAnswer shadow = compared.shadow();
        if (!compared.ofSparkNlp()) {
            if (shadow != null) {
                json.writeObjectFieldStart("head");
                answer(json, primary.labels(), shadow.label(), shadow.probability(), shadow.probabilities());
                json.writeEndObject();
            }
            return;
        }
        if (shadow == null) {
            json.writeNullField("sparkNlp");
        } else {
            json.writeObjectFieldStart("sparkNlp");
            answer(json, primary.labels(), shadow.label(), shadow.probability(), shadow.probabilities());
            json.writeNumberField("sentence", shadow.sentence());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("classes");
        for (ClassAnnotation annotation : compared.classes()) {
            json.writeStartArray();
            json.writeNumber(annotation.begin());
            json.writeNumber(annotation.end());
            json.writeString(annotation.label());
            json.writeNumber(annotation.sentence());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void answer(JsonGenerator json, String[] labels, String label, float score, float[] probabilities)
            throws IOException {
        json.writeStringField("label", label);
        number(json, "score", score);
        json.writeObjectFieldStart("scores");
        for (int i = 0; i < probabilities.length; i++) {
            number(json, labels[i], probabilities[i]);
        }
        json.writeEndObject();
    }

    private static void causes(JsonGenerator json, Attribution attribution) throws IOException {
        json.writeArrayFieldStart("causes");
        for (DivergenceCause cause : attribution.causes()) {
            json.writeStartObject();
            json.writeStringField("cause", cause.name());
            json.writeStringField("title", cause.title());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("proven", attribution.proven());
        json.writeBooleanField("minimal", attribution.minimal());
        json.writeNumberField("variants", attribution.variants());
    }

    private static void difference(JsonGenerator json, EncodingDiff diff) throws IOException {
        json.writeObjectFieldStart(DIFFERENCE);
        json.writeNumberField("at", diff.firstDifference());
        pieces(json, "huggingFace", diff, Side.PRIMARY);
        pieces(json, "sparkNlp", diff, Side.SHADOW);
        json.writeNumberField("before", diff.piecesBefore());
        json.writeArrayFieldStart("after");
        json.writeNumber(diff.primaryPiecesAfter());
        json.writeNumber(diff.shadowPiecesAfter());
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void pieces(JsonGenerator json, String name, EncodingDiff diff, Side side) throws IOException {
        json.writeArrayFieldStart(name);
        for (EncodingDiff.Segment segment : diff.segments()) {
            if (segment.side() == Side.BOTH || segment.side() == side) {
                for (String piece : segment.pieces()) {
                    json.writeString(piece);
                }
            }
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, String name, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
