package dev.parallax.job.report.candidate;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.infer.ScoredText;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.ShadowAnswer;
import dev.parallax.shadow.Twin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
        Map<Encoding, CompletableFuture<float[]>> rows = new HashMap<>();
        rows.put(
                EncodingDiff.input(scored.encoding()),
                CompletableFuture.completedFuture(scored.prediction().logits()));
        for (Encoding row : rowsOf(readings)) {
            if (!rows.containsKey(row)) {
                rows.put(row, scorer.score(row));
            }
        }
        return CompletableFuture.allOf(rows.values().toArray(new CompletableFuture<?>[0]))
                .handle((all, failure) -> readings.stream()
                        .map(reading ->
                                reading.map(read -> verdict(read, scored, rows)).orElse(Verdict.FAILED))
                        .toList());
    }

    /**
     * Adds both sides' pieces to a comparison with equal answers but different ids: comparisons have pieces only if the
     * answers differ.
     *
     * @param pieces most pieces of either side
     */
    Comparison withPieces(Comparison compared, int pieces) {
        if (compared.outcome() != Outcome.AGREED || compared.diff() != null || pieces == 0) {
            return compared;
        }
        ScoredText scored = compared.scored();
        SparkNlpEncoding read = asItIs.encode(scored.text().text(), Set.of());
        return new Comparison(
                scored,
                compared.outcome(),
                compared.sameEncoding(),
                compared.shadow(),
                compared.classes(),
                compared.totalVariation(),
                EncodingDiff.of(scored.encoding(), read.rows(), asItIs::piece, pieces),
                compared.attribution(),
                compared.cappedCharacters(),
                compared.detail());
    }

    private Optional<CandidateEncoding> read(PreparedCandidate run, Comparison compared, SparkNlpEncoding before) {
        SparkNlpEncoding encoding;
        try {
            encoding = run.twin.encode(compared.scored().text().text(), Set.of());
        } catch (EncodingException e) {
            return Optional.empty(); // Spark NLP would break on this text too: the verdict says so
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

    private static Set<Encoding> rowsOf(List<Optional<CandidateEncoding>> readings) {
        Set<Encoding> rows = new LinkedHashSet<>();
        for (Optional<CandidateEncoding> reading : readings) {
            if (reading.isPresent() && reading.get().classes == null) {
                reading.get().encoding.rows().stream().map(EncodingDiff::input).forEach(rows::add);
            }
        }
        return rows;
    }

    private static Verdict verdict(
            CandidateEncoding read, ScoredText scored, Map<Encoding, CompletableFuture<float[]>> rows) {
        String[] labels = scored.prediction().labels();
        List<ClassAnnotation> classes = read.classes;
        if (classes == null) {
            try {
                float[][] logits = read.encoding.rows().stream()
                        .map(row -> Optional.ofNullable(rows.get(EncodingDiff.input(row)))
                                .orElseThrow()
                                .join())
                        .toArray(float[][]::new);
                classes = read.run.twin.classes(read.encoding, logits, labels, Set.of());
            } catch (CompletionException e) {
                return Verdict.FAILED; // the model failed on one of its rows: the verdict says so
            }
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
