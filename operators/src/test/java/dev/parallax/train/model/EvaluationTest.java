package dev.parallax.train.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.train.model.Evaluation.ClassScore;
import dev.parallax.train.model.Evaluation.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static Evaluation of(int[][] counts, String... labels) {
        return Evaluation.of("dev.tsv", Role.HELD_OUT, List.of(labels), counts);
    }

    @Test
    void precision_recall_and_f1_follow_from_the_counts() {
        // Given 10 rows of a, of which 8 are right, and 4 rows of b, of which 3 are right
        Evaluation evaluation = of(new int[][] {{8, 2}, {1, 3}}, "a", "b");

        assertThat(evaluation.rows()).isEqualTo(14);
        assertThat(evaluation.accuracy()).isEqualTo(0.78571);
        assertThat(evaluation.classes())
                .containsExactly(
                        new ClassScore("a", 0.88889, 0.8, 0.84211, 10), new ClassScore("b", 0.6, 0.75, 0.66667, 4));
        assertThat(evaluation.macroF1()).isEqualTo(0.75439);
        assertThat(evaluation.confusion()).containsExactly(List.of(8, 2), List.of(1, 3));
    }

    @Test
    void a_class_that_nobody_has_or_answers_does_not_count() {
        Evaluation evaluation = of(new int[][] {{2, 0, 0}, {0, 0, 0}, {0, 0, 2}}, "a", "b", "c");

        assertThat(evaluation.macroF1()).isEqualTo(1);
        assertThat(evaluation.classes()).extracting(ClassScore::label).containsExactly("a", "c");
    }

    @Test
    void a_class_that_is_only_answered_has_an_f1_of_0() {
        Evaluation evaluation = of(new int[][] {{1, 1}, {0, 0}}, "a", "b");

        assertThat(evaluation.classes()).contains(new ClassScore("b", 0, 0, 0, 0));
        assertThat(evaluation.macroF1()).isEqualTo(0.33333);
    }

    @Test
    void many_classes_have_no_confusion_matrix() {
        int classes = Evaluation.MOST_CONFUSABLE + 1;
        int[][] counts = new int[classes][classes];
        counts[3][3] = 1;
        String[] labels = IntStream.range(0, classes).mapToObj(i -> "c" + i).toArray(String[]::new);

        assertThat(of(counts, labels).confusion()).isEmpty();
    }

    @Test
    void the_description_names_file_role_and_figures() {
        assertThat(of(new int[][] {{8, 2}, {1, 3}}, "a", "b").describe())
                .startsWith("dev.tsv (held out): 14 rows, accuracy 0.7857, macro F1 0.7544")
                .contains("  a  precision 0.8889  recall 0.8000  F1 0.8421  support 10")
                .contains("      8      2");
    }
}
