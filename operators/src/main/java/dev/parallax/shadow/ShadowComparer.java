package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.shadow.Comparison.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Compares one answer of the primary with what Spark NLP would have answered. The model is run only where Spark NLP
 * reads other ids than the primary. Safe for several threads.
 */
final class ShadowComparer {

    private static final String NO_ROOM = "Too many rows of the shadow wait for the model";

    private final Twin twin;
    private final Scorer scorer;
    private final ShadowOptions options;
    private final CauseAttribution attribution;

    /**
     * @param twin reads texts
     * @param scorer runs the model
     * @param options what is compared
     */
    ShadowComparer(Twin twin, Scorer scorer, ShadowOptions options) {
        this.twin = twin;
        this.scorer = scorer;
        this.options = options;
        this.attribution = new CauseAttribution(
                twin,
                scorer,
                options.choice(),
                options.attribution().maxVariants(),
                options.limits().rows().maxWaiting());
    }

    /** What is known of a text once Spark NLP has read it. */
    private record Read(ScoredText scored, SparkNlpEncoding encoding, boolean same) {}

    /**
     * Compares a text. Reads it on the caller's thread.
     *
     * @param executor where the model's answers are judged, and the text is read again for the causes
     * @return the comparison, or what the twin or the model threw
     */
    CompletableFuture<Comparison> compare(ScoredText scored, Executor executor) {
        SparkNlpEncoding encoding = twin.encode(scored.text().text(), Set.of());
        boolean same = EncodingDiff.same(scored.encoding(), encoding.rows());
        Read read = new Read(scored, encoding, same);
        if (same) {
            return judge(read, new float[][] {scored.prediction().logits()}, executor);
        }
        if (encoding.rows().isEmpty()) {
            return judge(read, new float[0][], executor);
        }
        return scorer.score(encoding.rows())
                .map(run -> run.thenComposeAsync(logits -> judge(read, logits, executor), executor))
                .orElseGet(() -> CompletableFuture.completedFuture(Comparison.skipped(scored, NO_ROOM)));
    }

    private CompletableFuture<Comparison> judge(Read read, float[][] logits, Executor executor) {
        String[] labels = read.scored.prediction().labels();
        List<ClassAnnotation> classes = twin.classes(read.encoding, logits, labels, Set.of());
        Optional<ShadowAnswer> answer = ShadowAnswer.of(classes, options.choice(), labels);
        Outcome outcome = outcome(read, answer);
        if (outcome.agreed() || options.attribution().maxVariants() == 0) {
            return CompletableFuture.completedFuture(comparison(read, outcome, answer, classes, null));
        }
        return attribution
                .attribute(read.scored, read.encoding, logits, executor)
                .thenApply(causes -> comparison(read, outcome, answer, classes, causes));
    }

    private static Outcome outcome(Read read, Optional<ShadowAnswer> answer) {
        if (answer.isEmpty()) {
            return Outcome.NO_CLASS;
        }
        if (!answer.get().label().equals(read.scored.prediction().label())) {
            return Outcome.DISAGREED;
        }
        return read.same ? Outcome.SAME_ENCODING : Outcome.AGREED;
    }

    private Comparison comparison(
            Read read,
            Outcome outcome,
            Optional<ShadowAnswer> answer,
            List<ClassAnnotation> classes,
            @Nullable Attribution causes) {
        Prediction primary = read.scored.prediction();
        boolean showPieces =
                !outcome.agreed() && !read.same && options.attribution().maxPieces() > 0;
        return new Comparison(
                read.scored,
                outcome,
                read.same,
                answer.orElse(null),
                List.copyOf(classes),
                answer.map(shadow -> Comparison.totalVariation(primary.probabilities(), shadow.probabilities()))
                        .orElse(Double.NaN),
                showPieces
                        ? EncodingDiff.of(
                                read.scored.encoding(),
                                read.encoding.rows(),
                                twin::piece,
                                options.attribution().maxPieces())
                        : null,
                causes,
                read.encoding.cappedCharacters(),
                "");
    }
}
