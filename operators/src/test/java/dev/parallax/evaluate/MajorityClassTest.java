package dev.parallax.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.QualityReport.Warning;
import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MajorityClassTest {

    private static final List<String> LABELS = List.of("other", "corn");

    /** Rows are true classes: {@code others} texts of the first and {@code corn} of the second, all given their own. */
    private static ConfusionCounts counts(long others, long corn) {
        ConfusionCounts counts = new ConfusionCounts(2);
        counts.add(0, 0, others);
        counts.add(1, 1, corn);
        return counts;
    }

    private static MajorityClass majority(ConfusionCounts counts) {
        return MajorityClass.of("labels", counts, LABELS, F1Options.DEFAULT);
    }

    private static double f1(MajorityClass majority, String name) {
        return majority.f1().stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static List<Warning> warnings(ConfusionCounts counts) {
        List<MetricValue> all = new ArrayList<>();
        F1ByName.of(counts, LABELS, F1Options.DEFAULT).forEach(value -> {
            all.add(value.below("f1.shadowVsLabels"));
            all.add(value.below("f1.shadowVsPrimary"));
        });
        MajorityClass majority = majority(counts);
        majority.f1().forEach(value -> all.add(value.below("f1.constantVsLabels")));
        return majority.warnings(List.of("f1.shadowVsLabels"), all);
    }

    @Test
    void who_always_gives_the_most_frequent_class_has_a_high_f1_by_one_name_and_none_by_another() {
        // When
        MajorityClass majority = majority(counts(97, 3));
        // Then
        assertThat(majority.share()).contains(0.97);
        assertThat(f1(majority, "spark.f1")).isCloseTo(0.97 * 2 * 0.97 / 1.97, within(1e-12));
        assertThat(f1(majority, "sklearn.f1.macro")).isLessThan(0.5);
    }

    @Test
    void numbers_are_warned_of_that_the_constant_classifier_has_high_too_and_no_others() {
        // When
        List<Warning> warnings = warnings(counts(97, 3));
        // Then
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).message()).contains("97 %", "'other'", "labels");
        assertThat(warnings.get(0).metrics())
                .contains("f1.shadowVsLabels.spark.f1", "f1.shadowVsLabels.spark.accuracy")
                .doesNotContain("f1.shadowVsLabels.sklearn.f1.macro", "f1.shadowVsLabels.tensorflow.f1.binary")
                .allMatch(name -> name.startsWith("f1.shadowVsLabels."));
    }

    @Test
    void where_classes_are_alike_nothing_is_warned_of() {
        assertThat(warnings(counts(52, 48))).isEmpty();
    }

    @Test
    void a_handful_of_texts_shows_no_majority() {
        assertThat(warnings(counts(29, 0))).isEmpty();
        assertThat(warnings(counts(30, 0))).hasSize(1);
    }

    @Test
    void without_texts_there_is_no_share() {
        assertThat(majority(counts(0, 0)).share()).isEmpty();
    }
}
