package dev.parallax.evaluate.f1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Golden numbers of Spark were given by Spark 4.0.1 itself (Scala 2.13); those of scikit-learn, TorchMetrics and Keras
 * by their formulas run in NumPy 1.24, PyTorch 1.13 and float32 of NumPy.
 */
class F1ByNameTest {

    private static final String NO_RECORDS = "no records: scikit-learn raises ValueError";

    /** Three classes; a digit for each text. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, nullValues = "null", textBlock = """
            actual, predicted, spark.f1,           spark.accuracy, spark.wP, sklearn.macro,      sklearn.weighted,   torchmetrics,       keras
            0101,   0101,      1,                  1,              1,        1,                  1,                  1,                  0.6666666865348816
            0011,   0211,      0.8333333333333333, 0.75,           1,        0.5555555555555555, 0.8333333333333333, 0.5555555820465088, 0.555555522441864
            0122,   0101,      0.3333333333333333, 0.5,            0.25,     0.4444444444444444, 0.3333333333333333, 0.4444444477558136, 0.4444443881511688
            000,    000,       1,                  1,              1,        1,                  1,                  1,                  0.3333333432674408
            012,    120,       0,                  0,              0,        0,                  0,                  0,                  0
            """)
    void golden(
            String actual,
            String predicted,
            double f1,
            double accuracy,
            double weightedPrecision,
            double macro,
            double weighted,
            double torchmetrics,
            double keras) {
        // When
        Map<String, MetricValue> values = values(Matrices.ofDigits(3, actual, predicted), F1Options.DEFAULT);
        // Then
        hasValue(values, "spark.f1", f1);
        hasValue(values, "spark.accuracy", accuracy);
        hasValue(values, "spark.weightedPrecision", weightedPrecision);
        hasValue(values, "spark.weightedRecall", accuracy);
        hasValue(values, "sklearn.f1.micro", accuracy);
        hasValue(values, "sklearn.f1.macro", macro);
        hasValue(values, "sklearn.f1.weighted", weighted);
        hasValue(values, "torchmetrics.f1.macro", torchmetrics);
        hasValue(values, "keras.f1.macro", keras);
    }

    @Test
    void golden_of_skewed_data_the_same_predictions_are_worth_0_92_and_0_24() {
        // When
        Map<String, MetricValue> values = values(Matrices.of(2, 912, 28, 48, 12), F1Options.DEFAULT);
        // Then
        hasValue(values, "spark.f1", 0.9168);
        hasValue(values, "spark.accuracy", 0.924);
        hasValue(values, "spark.weightedPrecision", 0.911);
        hasValue(values, "spark.weightedRecall", 0.924);
        hasValue(values, "spark.f1ByLabel.0", 0.96);
        hasValue(values, "spark.f1ByLabel.1", 0.24);
        hasValue(values, "sklearn.f1.binary", 0.24);
        hasValue(values, "sklearn.f1.micro", 0.924);
        hasValue(values, "sklearn.f1.macro", 0.6);
        hasValue(values, "sklearn.f1.weighted", 0.9168);
        hasValue(values, "tensorflow.f1.binary", 0.24);
        hasValue(values, "torchmetrics.f1.macro", 0.5999999642372131);
        hasValue(values, "keras.f1.macro", 0.5999999046325684);
        assertThat(values).hasSize(13);
    }

    @Test
    void golden_each_goes_its_own_way_to_a_number_and_ends_in_its_own_digit() {
        // When
        Map<String, MetricValue> values = values(Matrices.of(2, 3, 1, 2, 5), F1Options.DEFAULT);
        // Then
        hasValue(values, "spark.f1ByLabel.1", 0.7692307692307692);
        hasValue(values, "sklearn.f1.binary", 0.7692307692307693);
        hasValue(values, "tensorflow.f1.binary", 0.7692307692307692);
        hasValue(values, "spark.f1", 0.7319347319347318);
        hasValue(values, "sklearn.f1.weighted", 0.7319347319347319);
        hasValue(values, "sklearn.f1.macro", 0.717948717948718);
        hasValue(values, "torchmetrics.f1.macro", 0.7179487347602844);
        hasValue(values, "keras.f1.macro", 0.7179486751556396);
    }

    @Test
    void golden_of_nine_classes_numpy_adds_pairwise() {
        // Given
        int[] cells = {
            254, 0, 0, 0, 0, 0, 12, 7, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 18, 0, 233, 19, 28,
            30, 21, 22, 3, 1, 1, 1, 18, 2, 4, 0, 0, 0, 0, 3, 1, 2, 0, 1, 1, 2, 0, 61, 90, 103, 53, 121, 0, 115, 0, 0,
            376, 0, 522, 893, 0, 0, 4430, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        };
        // When
        Map<String, MetricValue> values = values(Matrices.of(9, cells), F1Options.DEFAULT);
        // Then
        hasValue(values, "sklearn.f1.micro", 0.6595829991980754);
        hasValue(values, "sklearn.f1.macro", 0.23724158897594705);
        hasValue(values, "sklearn.f1.weighted", 0.738208602507778);
        hasValue(values, "spark.f1", 0.7382086025077779);
        hasValue(values, "keras.f1.macro", 0.23724156618118286);
    }

    @Test
    void a_precision_and_a_recall_of_three_quarters_are_no_three_quarters_in_keras() {
        // When
        Map<String, MetricValue> values = values(Matrices.of(2, 3, 1, 1, 3), F1Options.DEFAULT);
        // Then
        hasValue(values, "keras.f1.macro", 0.74999994f);
        hasValue(values, "torchmetrics.f1.macro", 0.75);
        hasValue(values, "sklearn.f1.macro", 0.75);
    }

    /** What the documentation of Keras' F1Score prints for its example, to eight digits. */
    @ParameterizedTest
    @CsvSource({"1, 1, 3, 0.49999997", "2, 3, 2, 0.79999995", "1, 2, 1, 0.66666657"})
    void keras_s_epsilon_shows_in_the_last_digits(long truePositives, long predicted, long support, float expected) {
        assertThat(KerasF1.of(new ClassCounts(truePositives, predicted, support)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0101, 0101, WARN, 0.6666666666666666, 1",
        "0101, 0101, ZERO, 0.6666666666666666, 1",
        "0101, 0101, ONE,  1, 1",
        "0101, 0101, NAN,  1, 1",
        "0011, 0211, NAN,  0.5555555555555555, 0.8333333333333333",
        "0122, 0101, ZERO, 0.4444444444444444, 0.3333333333333333",
        "000,  000,  WARN, 0.3333333333333333, 1",
        "000,  000,  NAN,  1, 1"
    })
    void scikit_learn_counts_a_declared_class_that_does_not_occur_as_zero_division(
            String actual, String predicted, ZeroDivision zeroDivision, double macro, double weighted) {
        // When
        Map<String, MetricValue> values =
                values(Matrices.ofDigits(3, actual, predicted), new F1Options("", true, zeroDivision));
        // Then
        hasValue(values, "sklearn.f1.macro", macro);
        hasValue(values, "sklearn.f1.weighted", weighted);
    }

    @Test
    void without_records_every_original_does_something_else() {
        // When
        Map<String, MetricValue> values = values(new ConfusionCounts(2), F1Options.DEFAULT);
        // Then
        hasValue(values, "spark.f1", 0);
        hasValue(values, "spark.weightedPrecision", 0);
        hasValue(values, "spark.weightedRecall", 0);
        isUndefined(values, "spark.accuracy", "no records: Spark divides 0 by 0");
        isUndefined(values, "sklearn.f1.binary", NO_RECORDS);
        isUndefined(values, "sklearn.f1.micro", NO_RECORDS);
        isUndefined(values, "sklearn.f1.macro", NO_RECORDS);
        isUndefined(values, "sklearn.f1.weighted", NO_RECORDS);
        isUndefined(values, "tensorflow.f1.binary", "no record was given the positive class: precision is 0 by 0, NaN");
        hasValue(values, "torchmetrics.f1.macro", 0);
        hasValue(values, "keras.f1.macro", 0);
    }

    @Test
    void spark_knows_no_class_that_no_record_is_of() {
        // When
        Map<String, MetricValue> values = values(Matrices.ofDigits(3, "0011", "0211"), F1Options.DEFAULT);
        // Then
        hasValue(values, "spark.f1ByLabel.0", 0.6666666666666666);
        hasValue(values, "spark.f1ByLabel.1", 1);
        isUndefined(values, "spark.f1ByLabel.2", "no record is of this class: Spark raises NoSuchElementException");
    }

    @ParameterizedTest
    @CsvSource({
        "940, 0, 60, 0, 'no record was given the positive class: precision is 0 by 0, NaN', 0",
        "940, 60, 0, 0, 'no record is of the positive class: recall is 0 by 0, NaN', 0",
        "940, 9, 51, 0, 'precision and recall of the positive class are 0: F1 is 0 by 0, NaN', 0"
    })
    void without_a_true_positive_tensorflow_s_function_is_nan_and_scikit_learn_s_is_0(
            int a, int b, int c, int d, String reason, double sklearn) {
        Map<String, MetricValue> values = values(Matrices.of(2, a, b, c, d), F1Options.DEFAULT);
        isUndefined(values, "tensorflow.f1.binary", reason);
        hasValue(values, "sklearn.f1.binary", sklearn);
    }

    @Test
    void binary_f1_of_more_than_two_classes_is_an_error() {
        // When
        Map<String, MetricValue> values =
                values(Matrices.ofDigits(3, "012", "012"), new F1Options("1", false, ZeroDivision.WARN));
        // Then
        isUndefined(values, "sklearn.f1.binary", "3 classes occur: scikit-learn raises ValueError for more than two");
        isUndefined(values, "tensorflow.f1.binary", "there are 3 classes, and the function is for two");
    }

    @Test
    void scikit_learn_asks_only_for_the_classes_that_occur() {
        // Given
        ConfusionCounts counts = Matrices.of(3, 912, 0, 28, 0, 0, 0, 48, 0, 12);
        // Then
        hasValue(values(counts, new F1Options("2", false, ZeroDivision.WARN)), "sklearn.f1.binary", 0.24);
        isUndefined(
                values(counts, new F1Options("1", false, ZeroDivision.WARN)),
                "sklearn.f1.binary",
                "the positive class, '1', is none of the two that occur: scikit-learn raises ValueError");
        isUndefined(values(counts, F1Options.DEFAULT), "sklearn.f1.binary", "no class is the positive one");
    }

    @Test
    void where_one_class_occurs_and_is_not_the_positive_one_scikit_learn_gives_zero_division() {
        ConfusionCounts negatives = Matrices.of(2, 5, 0, 0, 0);
        hasValue(values(negatives, F1Options.DEFAULT), "sklearn.f1.binary", 0);
        hasValue(values(negatives, new F1Options("1", false, ZeroDivision.ONE)), "sklearn.f1.binary", 1);
        hasValue(values(negatives, new F1Options("spam", false, ZeroDivision.WARN)), "sklearn.f1.binary", 0);
        isUndefined(
                values(negatives, new F1Options("1", false, ZeroDivision.NAN)),
                "sklearn.f1.binary",
                "the positive class does not occur, and zero_division is nan");
    }

    @Test
    void either_of_two_classes_may_be_the_positive_one() {
        // Given
        ConfusionCounts counts = Matrices.of(2, 912, 28, 48, 12);
        // When
        Map<String, MetricValue> values = values(counts, new F1Options("0", false, ZeroDivision.WARN));
        // Then
        hasValue(values, "sklearn.f1.binary", 0.96);
        hasValue(values, "tensorflow.f1.binary", 0.96);
    }

    @Test
    void a_lone_class_that_is_no_number_is_positive_only_if_it_is_named_so() {
        ConfusionCounts counts = Matrices.of(1, 7);
        isUndefined(named(counts, List.of("yes"), ""), "tensorflow.f1.binary", "no class is the positive one");
        hasValue(named(counts, List.of("yes"), "yes"), "tensorflow.f1.binary", 1);
        hasValue(named(counts, List.of("yes"), "yes"), "sklearn.f1.binary", 1);
    }

    /**
     * The rule is that of {@code _check_set_wise_labels} in scikit-learn, whose {@code pos_label} is 1 and is compared
     * by value.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 1, 0.6666666666666666",
        "0, 1, 1, 0.9090909090909091",
        "-1, 1, 1, 0.9090909090909091",
        "1.0, 2.0, 1.0, 0.6666666666666666",
        "no, yes, yes, 0.9090909090909091",
        "false, true, true, 0.9090909090909091",
        "True, False, True, 0.6666666666666666",
        "b, a, a, 0.9090909090909091"
    })
    void the_positive_class_is_the_one_that_scikit_learn_s_pos_label_means(
            String first, String second, String positive, double f1) {
        // Given: of 4 texts of the first class 2 are found, and all 10 of the second
        ConfusionCounts counts = Matrices.of(2, 2, 2, 0, 10);
        List<String> labels = List.of(first, second);
        // Then
        assertThat(F1ByName.positive(labels, F1Options.DEFAULT)).contains(positive);
        hasValue(named(counts, labels, ""), "sklearn.f1.binary", f1);
    }

    @ParameterizedTest
    @CsvSource({"10, 9", "0, 2", "-1, 0", "2.5, 3"})
    void where_no_number_is_1_scikit_learn_raises_an_error_and_so_there_is_no_number(String first, String second) {
        List<String> labels = List.of(first, second);
        isUndefined(
                named(Matrices.of(2, 2, 2, 0, 10), labels, ""),
                "sklearn.f1.binary",
                "the positive class, '1', is none of the two that occur: scikit-learn raises ValueError");
        hasValue(named(Matrices.of(2, 2, 2, 0, 10), labels, first), "sklearn.f1.binary", 0.6666666666666666);
    }

    @Test
    void a_lone_number_that_is_not_1_is_0_in_scikit_learn() {
        hasValue(named(Matrices.of(1, 7), List.of("2"), ""), "sklearn.f1.binary", 0);
        hasValue(named(Matrices.of(1, 7), List.of("1"), ""), "sklearn.f1.binary", 1);
    }

    @Test
    void more_than_two_classes_have_no_positive_one_unless_it_is_named() {
        assertThat(F1ByName.positive(List.of("1", "2", "3"), F1Options.DEFAULT)).isEmpty();
        assertThat(F1ByName.positive(List.of("a", "b", "c"), new F1Options("b", false, ZeroDivision.WARN)))
                .contains("b");
    }

    private static Map<String, MetricValue> named(ConfusionCounts counts, List<String> labels, String positive) {
        Map<String, MetricValue> values = new LinkedHashMap<>();
        F1ByName.of(counts, labels, new F1Options(positive, false, ZeroDivision.WARN))
                .forEach(value -> values.put(value.name(), value));
        return values;
    }

    @Test
    void there_must_be_a_name_for_each_class() {
        assertThatThrownBy(() -> F1ByName.of(new ConfusionCounts(3), List.of("a", "b"), F1Options.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There must be a name for each of the 3 classes, not 2");
    }

    private static Map<String, MetricValue> values(ConfusionCounts counts, F1Options options) {
        Map<String, MetricValue> values = new LinkedHashMap<>();
        for (MetricValue value : F1ByName.of(counts, Matrices.labels(counts), options)) {
            assertThat(values.put(value.name(), value)).isNull();
        }
        return values;
    }

    private static void hasValue(Map<String, MetricValue> values, String name, double expected) {
        assertThat(values.get(name)).isEqualTo(MetricValue.of(name, expected));
    }

    private static void isUndefined(Map<String, MetricValue> values, String name, String reason) {
        assertThat(values.get(name)).isEqualTo(MetricValue.undefined(name, reason));
    }
}
