package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShadowAnswerTest {

    private static final String[] LABELS = {"bad", "fine", "good"};

    private static final List<ClassAnnotation> COLUMN = List.of(
            element(0, "bad", 0.5f, 0.4f, 0.1f),
            element(1, "fine", 0.1f, 0.6f, 0.3f),
            element(2, "good", 0.0f, 0.3f, 0.7f),
            element(3, "good", 0.2f, 0.3f, 0.5f));

    private static ClassAnnotation element(int sentence, String label, float... probabilities) {
        return new ClassAnnotation(10 * sentence, 10 * sentence + 5, label, sentence, probabilities);
    }

    private static ShadowAnswer answer(List<ClassAnnotation> column, ClassChoice choice) {
        return ShadowAnswer.of(column, choice, LABELS).orElseThrow();
    }

    @Test
    void first_is_the_first_element() {
        assertThat(answer(COLUMN, ClassChoice.FIRST))
                .isEqualTo(new ShadowAnswer("bad", 0.5f, new float[] {0.5f, 0.4f, 0.1f}, 0));
    }

    @Test
    void the_largest_score_of_any_sentence_wins() {
        assertThat(answer(COLUMN, ClassChoice.MAX_SCORE))
                .isEqualTo(new ShadowAnswer("good", 0.7f, new float[] {0, 0.3f, 0.7f}, 2));
    }

    @Test
    void coalesced_is_the_largest_mean() {
        ShadowAnswer answer = answer(COLUMN, ClassChoice.COALESCED);
        assertThat(answer.label()).isEqualTo("fine");
        assertThat(answer.probability()).isEqualTo(0.4f);
        assertThat(answer.sentence()).isZero();
    }

    @Test
    void the_majority_has_the_mean_of_its_own_sentences() {
        ShadowAnswer answer = answer(COLUMN, ClassChoice.MAJORITY);
        assertThat(answer.label()).isEqualTo("good");
        assertThat(answer.probability()).isEqualTo(0.6f);
        assertThat(answer.sentence()).isEqualTo(2);
    }

    @Test
    void of_equal_majorities_the_one_that_comes_first_wins() {
        assertThat(answer(COLUMN.subList(1, 3), ClassChoice.MAJORITY).label()).isEqualTo("fine");
    }

    @Test
    void what_is_no_number_is_never_the_largest() {
        List<ClassAnnotation> column =
                List.of(element(0, "bad", Float.NaN, Float.NaN, Float.NaN), element(1, "good", 0.1f, 0.1f, 0.8f));

        assertThat(answer(column, ClassChoice.MAX_SCORE).label()).isEqualTo("good");
        assertThat(answer(column, ClassChoice.FIRST).probability()).isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_column_has_no_answer(ClassChoice choice) {
        assertThat(ShadowAnswer.of(List.of(), choice, LABELS)).isEmpty();
    }
}
