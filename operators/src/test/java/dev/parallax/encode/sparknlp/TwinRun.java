package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.TokenizerFile;
import java.util.ArrayList;
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

    /** What the twin makes of a text. */
    SparkNlpResult result(String text) {
        SparkNlpEncoding encoding = encoder.encode(text);
        float[][] logits =
                encoding.rows().stream().map(row -> model.logits(row.ids())).toArray(float[][]::new);
        List<ClassAnnotation> classes = BertForSequenceClassification.classes(
                encoding, pipeline.bert(), logits, ExactModel.LABELS.toArray(String[]::new), Set.of());
        return new SparkNlpResult(encoding.units(), encoding.tokens(), padded(encoding.rows()), classes);
    }

    /** Rows as Spark NLP pads them: to the longest of each batch. */
    private List<String> padded(List<Encoding> rows) {
        int batch = exploded() ? 1 : pipeline.bert().batchSize();
        List<String> padded = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batch) {
            List<Encoding> group = rows.subList(from, Math.min(from + batch, rows.size()));
            int longest = group.stream().mapToInt(Encoding::length).max().orElse(0);
            group.forEach(row -> padded.add(Arrays.toString(Arrays.copyOf(row.ids(), longest))));
        }
        return padded;
    }

    private boolean exploded() {
        SentenceDetector.Params detector = pipeline.sentenceDetector();
        return detector != null && detector.explodeSentences();
    }
}
