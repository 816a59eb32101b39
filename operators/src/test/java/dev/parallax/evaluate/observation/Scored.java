package dev.parallax.evaluate.observation;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.model.ModelId;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scored texts for tests, of a model with two classes that says "positive". */
final class Scored {

    static final String ID = "text-1";
    static final String SEGMENT = "de";
    static final long TIME = 1_000_000;
    static final String TEXT = "a fine film";

    private static final String[] LABELS = {"negative", "positive"};

    private Scored() {}

    static ScoredText positive(@Nullable String label, Encoding encoding) {
        RawRecord source =
                new RawRecord("texts", 0, 0, TIME, TIME + 5, null, TEXT.getBytes(StandardCharsets.UTF_8), List.of());
        Prediction prediction = new Prediction(
                "positive",
                0.75f,
                LABELS,
                new float[] {0.25f, 0.75f},
                new float[] {0, 1},
                new ModelId("tiny", "0123456789abcdef"));
        return new ScoredText(new TextRecord(ID, TEXT, label, SEGMENT, TIME, source), encoding, prediction, 1);
    }
}
