package dev.parallax.evaluate.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.infer.ScoredText;
import dev.parallax.shadow.Attribution;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import dev.parallax.shadow.ShadowAnswer;
import dev.parallax.shadow.SparkNlpReading;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonObserverTest {

    private static final ScoredText UNLABELLED = Scored.positive(null, Encoding.of(2, 7, 3));
    private static final ScoredText NEGATIVE = Scored.positive("negative", Encoding.of(2, 7, 3));
    private static final ScoredText SARCASTIC = Scored.positive("sarcastic", Encoding.of(2, 7, 3));

    private static List<Observation> observed(boolean labelsApart, Comparison comparison) {
        List<Observation> out = new ArrayList<>();
        new ComparisonObserver(labelsApart).flatMap(comparison, new ListCollector<>(out));
        return out;
    }

    private static Comparison comparison(
            ScoredText scored, Outcome outcome, @Nullable String label, @Nullable Attribution attribution) {
        ShadowAnswer answer = label == null ? null : new ShadowAnswer(label, 0.6f, new float[] {0.6f, 0.4f}, 0);
        return new Comparison(
                scored,
                Comparison.SPARK_NLP,
                outcome,
                answer,
                0.1,
                new SparkNlpReading(outcome == Outcome.SAME_ENCODING, List.of(), 0, null, attribution),
                "");
    }

    private static Observation of(Compared compared) {
        return Observation.of(Scored.ID, Scored.SEGMENT, Comparison.SPARK_NLP, Scored.TIME, compared);
    }

    private static Observation of(LabelledBoth labelled) {
        return Observation.of(Scored.ID, Scored.SEGMENT, Comparison.SPARK_NLP, Scored.TIME, labelled);
    }

    @Test
    void a_comparison_tells_both_classes_and_why_they_differ() {
        // Given
        Attribution attribution =
                new Attribution(List.of(DivergenceCause.URL, DivergenceCause.CONTRACTION), true, 3, false);
        // When
        List<Observation> observed =
                observed(false, comparison(UNLABELLED, Outcome.DISAGREED, "negative", attribution));
        // Then
        long causes = CauseNumbers.bits(attribution.causes());
        assertThat(observed).containsExactly(of(new Compared(1, 0, Outcome.DISAGREED, causes, true, 0)));
    }

    @Test
    void a_cause_that_is_only_suspected_is_told_as_such() {
        // Given
        Attribution attribution = new Attribution(List.of(DivergenceCause.URL), false, 3, false);
        // Then
        assertThat(observed(false, comparison(UNLABELLED, Outcome.DISAGREED, "negative", attribution)))
                .extracting(observation -> observation.compared().proven())
                .containsExactly(false);
    }

    @Test
    void the_same_class_has_no_causes() {
        assertThat(observed(false, comparison(UNLABELLED, Outcome.SAME_ENCODING, "positive", null)))
                .containsExactly(of(new Compared(1, 1, Outcome.SAME_ENCODING, 0, false, 0)));
    }

    @Test
    void no_class_and_a_class_that_the_primary_has_not_have_the_number_after_the_last() {
        assertThat(observed(false, comparison(UNLABELLED, Outcome.NO_CLASS, null, null)))
                .containsExactly(of(new Compared(1, 2, Outcome.NO_CLASS, 0, false, 0)));
        assertThat(observed(false, comparison(UNLABELLED, Outcome.DISAGREED, "other", null)))
                .containsExactly(of(new Compared(1, 2, Outcome.DISAGREED, 0, false, 0)));
    }

    @Test
    void a_shadow_that_was_not_asked_or_broke_has_no_class() {
        assertThat(observed(false, Comparison.skipped(UNLABELLED, "busy")))
                .containsExactly(of(new Compared(1, Observation.NO_INDEX, Outcome.SKIPPED, 0, false, 0)));
        assertThat(observed(false, Comparison.failed(UNLABELLED, "broke")))
                .containsExactly(of(new Compared(1, Observation.NO_INDEX, Outcome.FAILED, 0, false, 0)));
    }

    @Test
    void a_label_that_came_with_the_text_counts_before_its_comparison_unless_labels_are_joined_elsewhere() {
        // Given
        Comparison disagreed = comparison(NEGATIVE, Outcome.DISAGREED, "negative", null);
        // Then
        assertThat(observed(false, disagreed)).hasSize(2).startsWith(of(new LabelledBoth(1, 0, 0, 1)));
        assertThat(observed(true, disagreed)).containsExactly(of(new Compared(1, 0, Outcome.DISAGREED, 0, false, 0)));
    }

    @Test
    void a_label_counts_beside_both_answers_only_where_the_shadow_answered_and_the_model_has_its_class() {
        assertThat(observed(false, Comparison.failed(NEGATIVE, "broke")))
                .containsExactly(of(new Compared(1, Observation.NO_INDEX, Outcome.FAILED, 0, false, 0)));
        assertThat(observed(false, comparison(SARCASTIC, Outcome.DISAGREED, "negative", null)))
                .containsExactly(of(new Compared(1, 0, Outcome.DISAGREED, 0, false, 0)));
    }
}
