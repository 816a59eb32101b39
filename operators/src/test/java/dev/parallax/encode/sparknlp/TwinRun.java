package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.encode.TokenizerFile;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Runs the twin of a pipeline, with an {@link ExactModel} as its network. */
final class TwinRun {

    private static final int NO_CAP = 10_000_000;
    private static final int HUGGING_FACE_LENGTH = 512;

    private final ExactModel model;
    private final SparkNlpPipeline pipeline;
    private final SparkNlpEncoder encoder;

    TwinRun(JsonNode stages, ExactModel model, TokenizerFile tokenizer) {
        this.model = model;
        this.pipeline = PipelineJson.read(stages);
        this.encoder = new SparkNlpEncoder(pipeline, tokenizer, HUGGING_FACE_LENGTH, NO_CAP);
    }

    /** The twin's result for a text. */
    SparkNlpResult result(String text) {
        SparkNlpEncoding encoding = encoder.encode(text);
        float[][] logits =
                encoding.rows().stream().map(row -> model.logits(row.ids())).toArray(float[][]::new);
        List<ClassAnnotation> classes = BertForSequenceClassification.classes(
                encoding, pipeline.bert(), logits, ExactModel.LABELS.toArray(String[]::new), Set.of());
        List<String> ids = encoding.paddedIds(pipeline.bert().batchSize()).stream()
                .map(Arrays::toString)
                .toList();
        return new SparkNlpResult(encoding.units(), encoding.tokens(), ids, classes);
    }
}
