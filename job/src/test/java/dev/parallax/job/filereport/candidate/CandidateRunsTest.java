package dev.parallax.job.filereport.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.batch.Scores;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.SparkNlpReading;
import dev.parallax.shadow.Twin;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateRunsTest {

    /** More than two tokens between the special ones are negative, fewer positive. */
    private static final int LONG = 5;

    private final List<Encoding> scored = new ArrayList<>();
    private final SparkNlpPipeline pipeline = SparkNlpPipeline.sentences(new BertForSequenceClassification.Params(
            false, 64, 8, false, BertForSequenceClassification.Activation.SOFTMAX, 0.5f));
    private final List<Candidate> candidates = Candidates.of(pipeline, ClassChoice.FIRST, true, 64);
    private ModelBundle model;
    private CandidateRuns runs;

    @BeforeEach
    void start(@TempDir Path folder) {
        model = ModelBundle.read(TinyModel.bert().write(folder.resolve("tiny")), null, 0);
        ShadowOptions options = ShadowOptions.of(pipeline);
        runs = new CandidateRuns(
                Twin.of(model, options),
                pipeline.bert(),
                candidates.stream()
                        .map(candidate -> new CandidateRuns.PreparedCandidate(
                                candidate, Twin.of(model, candidate.pipeline(), options.limits())))
                        .toList(),
                rows -> Optional.of(rows.stream().map(this::score).toList()));
    }

    private CompletableFuture<Scores> score(Encoding row) {
        scored.add(row);
        return row.length() > 20
                ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                : CompletableFuture.completedFuture(Scores.of(logits(row)));
    }

    private static float[] logits(Encoding row) {
        return row.length() >= LONG ? new float[] {1, -1} : new float[] {-1, 1};
    }

    private Comparison compared(String text, Outcome outcome, List<ClassAnnotation> classes) {
        try (HuggingFaceEncoder encoder = model.newEncoder()) {
            Encoding encoding = encoder.encode(text);
            float[] logits = logits(encoding);
            boolean negative = logits[0] > 0;
            Prediction prediction = new Prediction(
                    negative ? "negative" : "positive",
                    0.9f,
                    model.labels(),
                    negative ? new float[] {0.9f, 0.1f} : new float[] {0.1f, 0.9f},
                    logits,
                    model.id());
            RawRecord source = new RawRecord("texts", 0, 0, 0, 0, null, new byte[0], List.of());
            return new Comparison(
                    new ScoredText(new TextRecord("1", text, null, "", 0, source), encoding, prediction, 0),
                    Comparison.SPARK_NLP,
                    outcome,
                    null,
                    0,
                    new SparkNlpReading(false, classes, 0, null, null),
                    "");
        }
    }

    private Verdict verdict(List<Verdict> verdicts, String title) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).title().equals(title)) {
                return verdicts.get(i);
            }
        }
        throw new IllegalArgumentException("No candidate is called " + title);
    }

    @Test
    void what_reads_as_the_primary_does_needs_no_run_of_the_model() {
        // Given a text of one sentence that both sides read alike
        Comparison compared = compared(
                "good film",
                Outcome.SAME_ENCODING,
                List.of(new ClassAnnotation(0, 8, "positive", 0, new float[] {0.1f, 0.9f})));
        // When
        List<Verdict> verdicts = runs.judge(compared).join();
        // Then
        assertThat(scored).isEmpty();
        assertThat(verdicts).hasSameSizeAs(candidates).containsOnly(new Verdict(Outcome.SAME_ENCODING, true));
    }

    @Test
    void every_row_is_run_once_for_all_candidates() {
        // Given a text of two sentences, of which the first is short
        Comparison compared = compared(
                "good film. it isn't a good film",
                Outcome.DISAGREED,
                List.of(
                        new ClassAnnotation(0, 9, "positive", 0, new float[] {0.1f, 0.9f}),
                        new ClassAnnotation(11, 30, "negative", 1, new float[] {0.95f, 0.05f})));
        // When
        List<Verdict> verdicts = runs.judge(compared).join();
        // Then
        assertThat(scored)
                .doesNotHaveDuplicates()
                .doesNotContain(EncodingDiff.input(compared.scored().encoding()));
        assertThat(verdict(verdicts, "no SentenceDetector")).isEqualTo(new Verdict(Outcome.AGREED, false));
        assertThat(verdict(verdicts, "no SentenceDetector + RegexTokenizer, full pattern"))
                .isEqualTo(new Verdict(Outcome.SAME_ENCODING, true));
        assertThat(verdict(verdicts, "answer: max-score")).isEqualTo(new Verdict(Outcome.AGREED, false));
        assertThat(verdict(verdicts, "RegexTokenizer, full pattern").sameEncoding())
                .isFalse();
    }

    @Test
    void a_model_that_fails_on_a_row_fails_the_candidates_that_read_it() {
        // Given a text that is one long sentence without its contraction
        Comparison compared = compared(
                "the film was good and it was a film that i liked and it isn't a film that i hated and it was good",
                Outcome.AGREED,
                List.of(new ClassAnnotation(0, 97, "negative", 0, new float[] {0.9f, 0.1f})));
        // When
        List<Verdict> verdicts = runs.judge(compared).join();
        // Then
        assertThat(verdict(verdicts, "setCoalesceSentences(true)")).isEqualTo(Verdict.FAILED);
        assertThat(verdict(verdicts, "RegexTokenizer, full pattern"))
                .isEqualTo(new Verdict(Outcome.SAME_ENCODING, true));
        assertThat(verdict(verdicts, "answer: majority")).isEqualTo(new Verdict(Outcome.AGREED, false));
    }

    @Test
    void pieces_are_added_where_the_answers_are_the_same_though_the_ids_are_not() {
        // Given
        Comparison compared = compared(
                "it isn't a good film",
                Outcome.AGREED,
                List.of(new ClassAnnotation(0, 19, "negative", 0, new float[] {0.9f, 0.1f})));
        // When
        Comparison shown = runs.withPieces(compared, 5);
        // Then
        assertThat(shown.diff()).isNotNull();
        assertThat(shown.classes()).isEqualTo(compared.classes());
        assertThat(runs.withPieces(compared, 0)).isSameAs(compared);
    }

    @Test
    void a_comparison_with_a_head_stays_as_it_is() {
        // Given
        Comparison compared = compared("it isn't a good film", Outcome.AGREED, List.of());
        Comparison head = new Comparison(compared.scored(), "spark-head", Outcome.AGREED, null, 0, null, "");
        // Then
        assertThat(runs.withPieces(head, 5)).isSameAs(head);
    }

    @Test
    void where_nothing_was_compared_nothing_is_run() {
        List<Verdict> verdicts = runs.judge(Comparison.failed(
                        compared("good", Outcome.AGREED, List.of()).scored(), "broken"))
                .join();
        assertThat(verdicts).containsOnly(Verdict.FAILED);
        assertThat(scored).isEmpty();
    }
}
