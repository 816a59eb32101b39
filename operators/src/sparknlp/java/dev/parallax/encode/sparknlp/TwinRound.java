package dev.parallax.encode.sparknlp;

import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.MicroBatcher;
import dev.parallax.infer.batch.Scores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * All texts once through the twin: encoded by the caller, run in batches across texts, and made into class columns.
 *
 * @param bert how classes are made of logits
 * @param encoder the twin's stages before the network
 * @param batcher the network
 * @param labels names of the classes
 */
record TwinRound(
        BertForSequenceClassification.Params bert, SparkNlpEncoder encoder, MicroBatcher batcher, String[] labels) {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** A text under way. */
    private record Pending(SparkNlpEncoding encoding, List<CompletableFuture<Scores>> logits) {}

    /** The class columns, in the order of the texts. */
    List<List<ClassAnnotation>> run(List<String> texts) throws InterruptedException {
        List<Pending> pending = new ArrayList<>();
        for (String text : texts) {
            SparkNlpEncoding encoding = encoder.encode(text);
            List<CompletableFuture<Scores>> logits = new ArrayList<>();
            for (Encoding row : encoding.rows()) {
                logits.add(batcher.submit(row, TIMEOUT));
            }
            pending.add(new Pending(encoding, logits));
        }
        return pending.stream().map(this::classes).toList();
    }

    private List<ClassAnnotation> classes(Pending text) {
        float[][] logits = text.logits().stream()
                .map(CompletableFuture::join)
                .map(Scores::logits)
                .toArray(float[][]::new);
        return BertForSequenceClassification.classes(text.encoding(), bert, logits, labels, Set.of());
    }
}
