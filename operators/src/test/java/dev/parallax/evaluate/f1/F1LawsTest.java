package dev.parallax.evaluate.f1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Matrices.class)
@Domain(DomainContext.Global.class)
class F1LawsTest {

    @Property
    void every_number_is_within_0_and_1(
            @ForAll ConfusionCounts counts, @ForAll ZeroDivision zero, @ForAll boolean all) {
        for (MetricValue value : F1ByName.of(counts, Matrices.labels(counts), new F1Options("", all, zero))) {
            if (value.defined()) {
                assertThat(value.value()).as(value.name()).isBetween(0.0, 1 + 1e-6);
            }
        }
    }

    @Property
    void micro_f1_is_accuracy_and_so_is_weighted_recall(@ForAll ConfusionCounts counts) {
        Assume.that(counts.total() > 0);
        Map<String, Double> values = values(counts);
        assertThat(values.get("sklearn.f1.micro")).isEqualTo(values.get("spark.accuracy"));
        assertThat(values.get("spark.weightedRecall")).isCloseTo(values.get("spark.accuracy"), within(1e-12));
    }

    @Property
    void spark_s_f1_is_scikit_learn_s_weighted_one_but_for_the_last_digits(@ForAll ConfusionCounts counts) {
        Assume.that(counts.total() > 0);
        Map<String, Double> values = values(counts);
        assertThat(values.get("spark.f1")).isCloseTo(values.get("sklearn.f1.weighted"), within(1e-12));
    }

    @Property
    void where_all_classes_occur_the_macros_differ_in_digits_alone(@ForAll ConfusionCounts counts) {
        Assume.that(ClassCounts.of(counts).stream().allMatch(ClassCounts::occurs));
        Map<String, Double> values = values(counts);
        assertThat(values.get("torchmetrics.f1.macro")).isCloseTo(values.get("sklearn.f1.macro"), within(1e-6));
        assertThat(values.get("keras.f1.macro")).isCloseTo(values.get("sklearn.f1.macro"), within(1e-5));
    }

    @Property
    void keras_counts_classes_that_do_not_occur_as_0(@ForAll ConfusionCounts counts) {
        Assume.that(counts.total() > 0);
        Map<String, Double> values = values(counts);
        long occurring =
                ClassCounts.of(counts).stream().filter(ClassCounts::occurs).count();
        assertThat(values.get("keras.f1.macro"))
                .isCloseTo(values.get("sklearn.f1.macro") * occurring / counts.classes(), within(1e-5));
    }

    @Property
    void perfect_predictions_give_1(@ForAll @IntRange(min = 2, max = 8) int classes, @ForAll @IntRange(min = 1) int n) {
        // Given
        ConfusionCounts counts = new ConfusionCounts(classes);
        for (int i = 0; i < classes; i++) {
            counts.add(i, i, n);
        }
        // Then
        values(counts).forEach((name, value) -> assertThat(value).as(name).isCloseTo(1, within(1e-6)));
    }

    @Property
    void classes_of_equal_support_have_a_weighted_f1_that_is_the_macro(
            @ForAll @IntRange(min = 2, max = 8) int classes, @ForAll long seed) {
        // Given
        Random random = new Random(seed);
        ConfusionCounts counts = new ConfusionCounts(classes);
        for (int i = 0; i < 50 * classes; i++) {
            counts.add(i % classes, random.nextInt(classes), 1);
        }
        // Then
        Map<String, Double> values = values(counts);
        assertThat(values.get("sklearn.f1.weighted")).isCloseTo(values.get("sklearn.f1.macro"), within(1e-12));
    }

    @Property
    void averages_do_not_know_the_order_of_the_classes(@ForAll ConfusionCounts counts, @ForAll long seed) {
        // Given
        List<Integer> order = Matrices.order(counts);
        Collections.shuffle(order, new Random(seed));
        // When
        Map<String, Double> permuted = values(Matrices.permuted(counts, order));
        // Then
        values(counts).forEach((name, value) -> {
            if (!name.startsWith("spark.f1ByLabel.") && !name.endsWith(".binary")) {
                assertThat(permuted.get(name)).as(name).isCloseTo(value, within(1e-6));
            }
        });
    }

    @Property
    void the_same_texts_many_times_over_score_the_same(
            @ForAll ConfusionCounts counts, @ForAll @IntRange(min = 2, max = 9) int times) {
        // Given
        ConfusionCounts more = new ConfusionCounts(counts.classes());
        for (int i = 0; i < times; i++) {
            more.add(counts);
        }
        // Then
        Map<String, Double> values = values(more);
        values(counts)
                .forEach((name, value) -> assertThat(values.get(name)).as(name).isCloseTo(value, within(1e-6)));
    }

    /** Those that are defined. */
    private static Map<String, Double> values(ConfusionCounts counts) {
        return F1ByName.of(counts, Matrices.labels(counts), F1Options.DEFAULT).stream()
                .filter(MetricValue::defined)
                .collect(Collectors.toMap(MetricValue::name, MetricValue::value));
    }
}
