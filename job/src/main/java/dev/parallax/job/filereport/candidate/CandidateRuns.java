package dev.parallax.job.filereport.candidate;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.infer.RowScorer;
import dev.parallax.infer.ScoredText;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.RowLogits;
import dev.parallax.shadow.ShadowAnswer;
import dev.parallax.shadow.Twin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs candidates on texts. The model runs once for a row that several candidates share, and not at all for the row of
 * the primary; if a candidate encodes and scores a text like the current pipeline, that pipeline's {@code class} column
 * is reused. Thread-safe.
 */
final class CandidateRuns {

    private final Twin asItIs;
    private final BertForSequenceClassification.Params bert;
    private final List<PreparedCandidate> runs;
    private final RowScorer scorer;

    /**
     * A candidate with its encoder.
     *
     * @param candidate the candidate
     * @param twin encodes texts as the candidate does
     */
    record PreparedCandidate(Candidate candidate, Twin twin) {}

    /**
     * @param asItIs encodes texts as the pipeline of the comparisons does
     * @param bert that pipeline's classifier
     * @param runs the candidates
     * @param scorer runs the model
     */
    CandidateRuns(
            Twin asItIs, BertForSequenceClassification.Params bert, List<PreparedCandidate> runs, RowScorer scorer) {
        this.asItIs = asItIs;
        this.bert = bert;
        this.runs = List.copyOf(runs);
        this.scorer = scorer;
    }

    /** The encoding of one text by one candidate: its classes if they are known, else its rows. */
    private record CandidateEncoding(
            PreparedCandidate run,
            SparkNlpEncoding encoding,
            boolean same,
            @Nullable List<ClassAnnotation> classes) {}

    /**
     * Runs all candidates on a text, which is encoded on the caller's thread.
     *
     * @return a verdict for each; {@link Verdict#FAILED} for a candidate that fails on the text, and for all if the
     *     comparison itself failed
     */
    CompletableFuture<List<Verdict>> judge(Comparison compared) {
        if (!compared.outcome().compared()) {
            return CompletableFuture.completedFuture(
                    runs.stream().map(run -> Verdict.FAILED).toList());
        }
        ScoredText scored = compared.scored();
        SparkNlpEncoding before = asItIs.encode(scored.text().text(), Set.of());
        List<Optional<CandidateEncoding>> readings = new ArrayList<>();
        for (PreparedCandidate run : runs) {
            readings.add(read(run, compared, before));
        }
        RowLogits known = RowLogits.of(scored);
        return known.run(missing(readings, known), scorer)
                .orElseGet(() -> CompletableFuture.completedFuture(known))
                .thenApply(all -> readings.stream()
                        .map(reading ->
                                reading.map(read -> verdict(read, scored, all)).orElse(Verdict.FAILED))
                        .toList());
    }

    /**
     * Adds both sides' pieces to a comparison with equal answers but different ids: comparisons have pieces only if the
     * answers differ.
     *
     * @param pieces most pieces of either side
     */
    Comparison withPieces(Comparison compared, int pieces) {
        if (compared.outcome() != Outcome.AGREED || !compared.ofSparkNlp() || compared.diff() != null || pieces == 0) {
            return compared;
        }
        ScoredText scored = compared.scored();
        SparkNlpEncoding read = asItIs.encode(scored.text().text(), Set.of());
        return compared.withDiff(EncodingDiff.of(scored.encoding(), read.rows(), asItIs::piece, pieces));
    }

    private Optional<CandidateEncoding> read(PreparedCandidate run, Comparison compared, SparkNlpEncoding before) {
        SparkNlpEncoding encoding;
        try {
            encoding = run.twin.encode(compared.scored().text().text(), Set.of());
        } catch (EncodingException e) {
            return Optional.empty(); // Spark NLP would fail on this text too: the verdict is FAILED
        }
        boolean same = EncodingDiff.same(compared.scored().encoding(), encoding.rows());
        boolean known =
                encoding.equals(before) && scoresAlike(run.candidate.pipeline().bert(), bert);
        return Optional.of(new CandidateEncoding(run, encoding, same, known ? compared.classes() : null));
    }

    private static boolean scoresAlike(
            BertForSequenceClassification.Params one, BertForSequenceClassification.Params other) {
        return one.batchSize() == other.batchSize()
                && one.coalesceSentences() == other.coalesceSentences()
                && one.activation() == other.activation()
                && Float.compare(one.threshold(), other.threshold()) == 0;
    }

    private static Set<Encoding> missing(List<Optional<CandidateEncoding>> readings, RowLogits known) {
        Set<Encoding> rows = new LinkedHashSet<>();
        for (Optional<CandidateEncoding> reading : readings) {
            if (reading.isPresent() && reading.get().classes == null) {
                rows.addAll(known.missing(reading.get().encoding));
            }
        }
        return rows;
    }

    private static Verdict verdict(CandidateEncoding read, ScoredText scored, RowLogits logits) {
        String[] labels = scored.prediction().labels();
        List<ClassAnnotation> classes = read.classes;
        if (classes == null) {
            if (!logits.has(read.encoding)) {
                return Verdict.FAILED; // the model failed on one of its rows
            }
            classes = read.run.twin.classes(read.encoding, logits.logits(read.encoding), labels, Set.of());
        }
        Outcome outcome = ShadowAnswer.of(classes, read.run.candidate.choice(), labels)
                .map(answer -> outcome(answer.label().equals(scored.prediction().label()), read.same))
                .orElse(Outcome.NO_CLASS);
        return new Verdict(outcome, read.same);
    }

    private static Outcome outcome(boolean agreed, boolean same) {
        if (!agreed) {
            return Outcome.DISAGREED;
        }
        return same ? Outcome.SAME_ENCODING : Outcome.AGREED;
    }
}
