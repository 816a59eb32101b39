package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.model.ModelId;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scored texts that tests share. */
final class Texts {

    static final String[] LABELS = {"negative", "positive"};

    private Texts() {}

    static ScoredText scored(String id, String text, Encoding encoding, Prediction prediction) {
        RawRecord source =
                new RawRecord("texts", 0, 0, 1000L, 2000L, null, text.getBytes(StandardCharsets.UTF_8), List.of());
        return new ScoredText(new TextRecord(id, text, null, "", 1000L, source), encoding, prediction, 1);
    }

    static Prediction prediction(float... logits) {
        float[] probabilities = softmax(logits);
        int best = probabilities[1] > probabilities[0] ? 1 : 0;
        return new Prediction(
                LABELS[best], probabilities[best], LABELS, probabilities, logits, new ModelId("tiny", "0123"));
    }

    static float[] softmax(float... logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i]) / sum);
        }
        return probabilities;
    }
}
