package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.Matrices;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceCorrectedAgreementTest {

    /** What scikit-learn's {@code cohen_kappa_score} gives. */
    @ParameterizedTest
    @CsvSource({
        "0101, 0101, 1",
        "0011, 0211, 0.6",
        "0122, 0101, 0.33333333333333337",
        "012, 120, -0.5",
        "01020, 01021, 0.6875"
    })
    void kappa_is_scikit_learn_s(String actual, String predicted, double expected) {
        // Given
        ConfusionCounts counts = Matrices.ofDigits(3, actual, predicted);
        // Then
        assertThat(ChanceCorrectedAgreement.kappa(counts)).isEqualTo(MetricValue.of("kappa", expected));
    }

    @Test
    void where_one_class_is_rare_kappa_is_low_for_raters_who_agree_nearly_always_and_ac1_is_not() {
        // Given
        ConfusionCounts counts = Matrices.of(2, 118, 5, 2, 0);
        // Then
        assertThat(ChanceCorrectedAgreement.kappa(counts).value()).isCloseTo(-0.023391812865497, within(1e-14));
        assertThat(ChanceCorrectedAgreement.ac1(counts).value()).isCloseTo(0.9407763376087177, within(1e-14));
    }

    @Test
    void ac1_of_three_classes_is_the_formula_s() {
        ConfusionCounts counts = Matrices.of(3, 2, 1, 0, 0, 3, 1, 1, 0, 4);
        assertThat(ChanceCorrectedAgreement.ac1(counts).value()).isCloseTo(0.6288659793814433, within(1e-14));
        assertThat(ChanceCorrectedAgreement.kappa(counts).value()).isCloseTo(0.6170212765957447, within(1e-14));
    }

    @Test
    void where_chance_agrees_always_the_reason_is_said() {
        ConfusionCounts one = Matrices.ofDigits(3, "000", "000");
        assertThat(ChanceCorrectedAgreement.kappa(one).reason())
                .isEqualTo("one class alone occurs: chance agrees always");
        assertThat(ChanceCorrectedAgreement.ac1(one).value()).isEqualTo(1);
        assertThat(ChanceCorrectedAgreement.ac1(Matrices.of(1, 3)).reason())
                .isEqualTo("one class alone can be given: chance agrees always");
        ConfusionCounts none = new ConfusionCounts(2);
        assertThat(ChanceCorrectedAgreement.kappa(none)).isEqualTo(MetricValue.undefined("kappa", "no records"));
        assertThat(ChanceCorrectedAgreement.ac1(none)).isEqualTo(MetricValue.undefined("ac1", "no records"));
    }

    @Property
    @Domain(Matrices.class)
    void both_are_within_their_bounds_and_know_no_order_of_the_classes_and_no_first_rater(
            @ForAll ConfusionCounts counts, @ForAll long seed) {
        List<Integer> order = Matrices.order(counts);
        Collections.shuffle(order, new Random(seed));
        same(ChanceCorrectedAgreement.kappa(counts), ChanceCorrectedAgreement.kappa(Matrices.permuted(counts, order)));
        same(ChanceCorrectedAgreement.ac1(counts), ChanceCorrectedAgreement.ac1(Matrices.permuted(counts, order)));
        ConfusionCounts turned = new ConfusionCounts(counts.classes());
        for (int i = 0; i < counts.classes(); i++) {
            for (int j = 0; j < counts.classes(); j++) {
                turned.add(j, i, counts.count(i, j));
            }
        }
        same(ChanceCorrectedAgreement.kappa(counts), ChanceCorrectedAgreement.kappa(turned));
        same(ChanceCorrectedAgreement.ac1(counts), ChanceCorrectedAgreement.ac1(turned));
    }

    private static void same(MetricValue one, MetricValue other) {
        assertThat(one.reason()).isEqualTo(other.reason());
        if (one.defined()) {
            assertThat(one.value()).isCloseTo(other.value(), within(1e-12)).isBetween(-1.0 - 1e-12, 1.0);
        }
    }
}
