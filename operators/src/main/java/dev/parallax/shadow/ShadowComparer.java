package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.infer.RowScorer;
import dev.parallax.infer.ScoredText;
import dev.parallax.shadow.Comparison.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of one answer of the primary with what Spark NLP would have answered. The model is run only where
 * Spark NLP reads other ids than the primary. Safe for several threads.
 */
final class ShadowComparer {

    private static final String NO_ROOM = "Too many rows of the shadow wait for the model";

    private final Twin twin;
    private final RowScorer scorer;
    private final ShadowOptions options;
    private final CauseAttribution attribution;

    /**
     * @param twin reads texts
     * @param scorer runs the model
     * @param options limits and how the answer is chosen
     */
    ShadowComparer(Twin twin, RowScorer scorer, ShadowOptions options) {
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

    /** A text with Spark NLP's encoding of it. */
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
        RowLogits known = RowLogits.of(scored);
        Set<Encoding> missing = known.missing(encoding);
        if (missing.isEmpty()) {
            return judge(read, known, executor);
        }
        return known.run(missing, scorer)
                .map(run -> run.thenComposeAsync(logits -> judge(read, logits, executor), executor))
                .orElseGet(() -> CompletableFuture.completedFuture(Comparison.skipped(scored, NO_ROOM)));
    }

    private CompletableFuture<Comparison> judge(Read read, RowLogits logits, Executor executor) {
        String[] labels = read.scored.prediction().labels();
        List<ClassAnnotation> classes = twin.classes(read.encoding, logits.logits(read.encoding), labels, Set.of());
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
        boolean showPieces =
                !outcome.agreed() && !read.same && options.attribution().maxPieces() > 0;
        EncodingDiff diff = showPieces
                ? EncodingDiff.of(
                        read.scored.encoding(),
                        read.encoding.rows(),
                        twin::piece,
                        options.attribution().maxPieces())
                : null;
        return Comparison.ofSparkNlp(
                read.scored,
                outcome,
                answer,
                new SparkNlpReading(read.same, List.copyOf(classes), read.encoding.cappedCharacters(), diff, causes));
    }
}
