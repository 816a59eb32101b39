package dev.parallax.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of scikit-learn are those that its release 1.9.1 gave; the others follow from the originals' formulas. */
class F1ByNameTest {

    private static final double SIX_DIGITS = 5e-7;

    private static MetricValue value(ConfusionCounts counts, String name, F1Options options) {
        return F1ByName.of(counts, Matrices.labels(counts), options).stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double number(ConfusionCounts counts, String name) {
        return value(counts, name, F1Options.DEFAULT).value();
    }

    private static F1Options options(boolean declared, ZeroDivision zeroDivision) {
        return new F1Options("", declared, zeroDivision);
    }

    @ParameterizedTest
    @CsvSource({
        "0101, 0101, 1, 1, 1, .666667, 1, 1, .666667",
        "0011, 0211, .833333, .75, .555556, .555556, .555556, .555556, .555556",
        "0122, 0101, .333333, .5, .444444, .444444, .444444, .444444, .444444",
        "000, 000, 1, 1, 1, .333333, 1, 1, .333333",
        "012, 120, 0, 0, 0, 0, 0, 0, 0",
    })
    void each_original_gives_its_own_number(
            String actual,
            String predicted,
            double spark,
            double accuracy,
            double macro,
            double macroOfDeclared,
            double macroWithoutAbsent,
            double torchmetrics,
            double keras) {
        // Given
        ConfusionCounts counts = Matrices.ofDigits(3, actual, predicted);
        // Then
        assertThat(number(counts, "spark.f1")).isCloseTo(spark, within(SIX_DIGITS));
        assertThat(number(counts, "spark.accuracy")).isEqualTo(accuracy);
        assertThat(number(counts, "sklearn.f1.macro")).isCloseTo(macro, within(SIX_DIGITS));
        assertThat(value(counts, "sklearn.f1.macro", options(true, ZeroDivision.WARN))
                        .value())
                .isCloseTo(macroOfDeclared, within(SIX_DIGITS));
        assertThat(value(counts, "sklearn.f1.macro", options(true, ZeroDivision.NAN))
                        .value())
                .isCloseTo(macroWithoutAbsent, within(SIX_DIGITS));
        assertThat(number(counts, "torchmetrics.f1.macro")).isCloseTo(torchmetrics, within(SIX_DIGITS));
        assertThat(number(counts, "keras.f1.macro")).isCloseTo(keras, within(SIX_DIGITS));
        assertThat(number(counts, "sklearn.f1.micro")).isEqualTo(accuracy);
    }

    @Test
    void a_skewed_set_has_a_high_number_by_one_name_and_a_low_one_by_another() {
        // Given: 950 of one class and 50 of the other, of which 9 are found, with 16 that are none
        ConfusionCounts counts = Matrices.of(2, 934, 16, 41, 9);
        // Then
        double majority = 2.0 * 934 / (950 + 975);
        double minority = 2.0 * 9 / (50 + 25);
        assertThat(number(counts, "spark.f1")).isCloseTo(0.95 * majority + 0.05 * minority, within(1e-15));
        assertThat(number(counts, "tensorflow.f1.binary")).isCloseTo(minority, within(1e-15));
        assertThat(number(counts, "sklearn.f1.binary")).isEqualTo(minority);
        assertThat(number(counts, "sklearn.f1.macro")).isCloseTo((majority + minority) / 2, within(1e-15));
    }

    @Test
    void numbers_of_32_bits_have_their_digits_and_keras_its_epsilon() {
        // Given: precision and recall of 3/4 each
        ConfusionCounts counts = Matrices.of(2, 3, 1, 1, 3);
        // Then
        assertThat(number(counts, "keras.f1.macro")).isEqualTo(0.74999994f);
        assertThat(number(counts, "torchmetrics.f1.macro")).isEqualTo(0.75f);
        assertThat(number(counts, "sklearn.f1.macro")).isEqualTo(0.75);
    }

    @Test
    void nothing_is_what_each_original_makes_of_it() {
        // Given
        ConfusionCounts nothing = new ConfusionCounts(3);
        // Then
        assertThat(number(nothing, "spark.f1")).isZero();
        assertThat(number(nothing, "torchmetrics.f1.macro")).isZero();
        assertThat(number(nothing, "keras.f1.macro")).isZero();
        for (String name : List.of(
                "spark.accuracy",
                "sklearn.f1.binary",
                "sklearn.f1.micro",
                "sklearn.f1.macro",
                "sklearn.f1.weighted",
                "tensorflow.f1.binary")) {
            MetricValue value = value(nothing, name, F1Options.DEFAULT);
            assertThat(value.defined()).as(name).isFalse();
            assertThat(value.reason()).as(name).isNotBlank();
        }
    }

    @Test
    void a_class_that_is_only_predicted_has_no_f1_in_spark_and_counts_as_0_elsewhere() {
        // Given
        ConfusionCounts counts = Matrices.ofDigits(3, "0011", "0211");
        // Then
        assertThat(value(counts, "spark.f1ByLabel.2", F1Options.DEFAULT).defined())
                .isFalse();
        assertThat(number(counts, "sklearn.f1.macro")).isCloseTo(5.0 / 9, within(1e-15));
        assertThat(value(counts, "sklearn.f1.macro", options(true, ZeroDivision.ONE))
                        .value())
                .isCloseTo(5.0 / 9, within(1e-15));
    }

    @Test
    void binary_numbers_are_undefined_where_there_is_no_positive_class_or_more_than_two_occur() {
        ConfusionCounts three = Matrices.ofDigits(3, "012", "012");
        assertThat(value(three, "sklearn.f1.binary", F1Options.DEFAULT).reason())
                .contains("3 classes occur");
        assertThat(value(three, "tensorflow.f1.binary", F1Options.DEFAULT).defined())
                .isFalse();
        ConfusionCounts two = Matrices.ofDigits(2, "0101", "0111");
        F1Options zero = new F1Options("0", false, ZeroDivision.WARN);
        assertThat(value(two, "sklearn.f1.binary", zero).value()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(number(two, "sklearn.f1.binary")).isCloseTo(0.8, within(1e-15));
    }

    @Test
    void every_class_needs_a_name() {
        assertThatThrownBy(() -> F1ByName.of(new ConfusionCounts(2), List.of("a"), F1Options.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There must be a name for each of the 2 classes, not 1");
    }

    @Property
    @Domain(Matrices.class)
    void every_number_is_between_0_and_1_or_says_why_there_is_none(@ForAll ConfusionCounts counts) {
        for (MetricValue value : F1ByName.of(counts, Matrices.labels(counts), F1Options.DEFAULT)) {
            if (value.defined()) {
                assertThat(value.value()).as(value.name()).isBetween(0.0, 1 + 1e-6);
            } else {
                assertThat(value.reason()).as(value.name()).isNotBlank();
            }
        }
    }

    @Property
    @Domain(Matrices.class)
    void micro_f1_and_weighted_recall_are_accuracy(@ForAll ConfusionCounts counts) {
        if (counts.total() > 0) {
            double accuracy = (double) counts.correct() / counts.total();
            assertThat(number(counts, "sklearn.f1.micro")).isCloseTo(accuracy, within(1e-12));
            assertThat(number(counts, "spark.accuracy")).isCloseTo(accuracy, within(1e-12));
            assertThat(number(counts, "spark.weightedRecall")).isCloseTo(accuracy, within(1e-12));
        }
    }

    @Property
    @Domain(Matrices.class)
    void the_order_of_the_classes_does_not_matter_to_averages(@ForAll ConfusionCounts counts, @ForAll long seed) {
        List<Integer> order = Matrices.order(counts);
        Collections.shuffle(order, new Random(seed));
        ConfusionCounts permuted = Matrices.permuted(counts, order);
        for (String name : List.of(
                "spark.f1", "sklearn.f1.macro", "sklearn.f1.weighted", "torchmetrics.f1.macro", "keras.f1.macro")) {
            double one = number(counts, name);
            double other = number(permuted, name);
            assertThat(Double.isNaN(one)).as(name).isEqualTo(Double.isNaN(other));
            if (!Double.isNaN(one)) {
                assertThat(other).as(name).isCloseTo(one, within(1e-5));
            }
        }
    }

    @Property
    @Domain(Matrices.class)
    void spark_s_f1_is_scikit_learn_s_weighted_one(@ForAll ConfusionCounts counts) {
        if (counts.total() > 0) {
            assertThat(number(counts, "spark.f1")).isCloseTo(number(counts, "sklearn.f1.weighted"), within(1e-12));
        }
    }
}
