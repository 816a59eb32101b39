package dev.parallax.evaluate.observation;

import dev.parallax.encode.Encoding;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.text.TextRecord;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Makes an observation of each prediction, without its text: one for all shadows. */
public final class PredictionObserver extends RichFlatMapFunction<ScoredText, Observation> {

    private final ServingOptions serving;
    private final boolean labelsApart;
    private transient @Nullable ObservedClasses classes;
    private transient OptionalInt unknownId = OptionalInt.empty();

    /**
     * @param serving the primary's model, whose folder names its classes and its unknown token
     * @param labelsApart whether labels are joined elsewhere; else one that comes with its text counts at once
     */
    public PredictionObserver(ServingOptions serving, boolean labelsApart) {
        this.serving = serving;
        this.labelsApart = labelsApart;
    }

    @Override
    public void open(OpenContext context) {
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        classes = new ObservedClasses(model.labels());
        unknownId = model.tokenizer().unknownId();
    }

    @Override
    public void flatMap(ScoredText scored, Collector<Observation> out) {
        if (classes == null) {
            throw new IllegalStateException("The function is not open");
        }
        TextRecord text = scored.text();
        Prediction prediction = scored.prediction();
        int primary = classes.index(prediction.label());
        Predicted predicted = new Predicted(
                primary,
                prediction.score(),
                scored.encoding().length(),
                unknown(scored.encoding()),
                scored.encoding().truncated(),
                scored.sampled(),
                text.label());
        Observation observation = Observation.of(text.id(), text.segment(), text.timestampMillis(), predicted);
        out.collect(observation);
        if (!labelsApart && text.label() != null) {
            out.collect(observation.with(new Labelled(primary, classes.index(text.label()), 0, 1)));
        }
    }

    private int unknown(Encoding encoding) {
        if (unknownId.isEmpty()) {
            return 0;
        }
        int id = unknownId.getAsInt();
        int count = 0;
        for (int each : encoding.ids()) {
            if (each == id) {
                count++;
            }
        }
        return count;
    }
}
