package dev.parallax.encode.sparknlp.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Activation;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Params;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the quirks of the class column as specified for Spark NLP 5.5.3. */
class ClassColumnTest {

    private static final String[] LABELS = {"bad", "good"};

    private static SparkNlpEncoding sentences(int number) {
        List<Annotation> units = IntStream.range(0, number)
                .mapToObj(i -> new Annotation(10 * i, 10 * i + 5, "It is."))
                .toList();
        return new SparkNlpEncoding(units, List.of(), Collections.nCopies(number, Encoding.of(1, 2)), 0);
    }

    private static float[][] logits(int rows) {
        float[][] logits = new float[rows][];
        for (int i = 0; i < rows; i++) {
            logits[i] = new float[] {0, i};
        }
        return logits;
    }

    private static Params params(boolean coalesce, Activation activation) {
        return new Params(false, 128, 8, coalesce, activation, 0.5f);
    }

    private static List<ClassAnnotation> classes(SparkNlpEncoding encoding, Params params, float[][] logits) {
        return BertForSequenceClassification.classes(encoding, params, logits, LABELS, Set.of());
    }

    @Test
    void from_the_ninth_sentence_on_places_start_again() {
        List<ClassAnnotation> classes = classes(sentences(12), Params.DEFAULT, logits(12));

        assertThat(classes).extracting(ClassAnnotation::sentence).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3);
        assertThat(classes.get(11).begin()).isEqualTo(30);
        assertThat(classes.get(11).probabilities()[1]).isGreaterThan(0.9999f);
    }

    @Test
    void coalescing_produces_a_class_for_each_batch_with_the_offsets_of_its_first_sentence() {
        List<ClassAnnotation> classes = classes(sentences(12), params(true, Activation.SOFTMAX), logits(12));

        assertThat(classes).hasSize(2).allSatisfy(annotation -> {
            assertThat(annotation.begin()).isZero();
            assertThat(annotation.end()).isEqualTo(5);
        });
    }

    @Test
    void exploded_sentences_keep_their_places_and_batches_of_one() {
        SparkNlpEncoding twelve = sentences(12);
        SparkNlpEncoding exploded =
                new SparkNlpEncoding(twelve.units(), List.of(), twelve.rows(), twelve.unitOfRow(), true, 0);

        assertThat(classes(exploded, params(true, Activation.SOFTMAX), logits(12)))
                .extracting(ClassAnnotation::sentence)
                .isEqualTo(exploded.unitOfRow());
    }

    @Test
    void classes_shift_where_a_sentence_has_no_tokens() {
        SparkNlpEncoding shifted = new SparkNlpEncoding(
                sentences(3).units(), List.of(), Collections.nCopies(2, Encoding.of(1, 2)), List.of(0, 2), false, 0);

        assertThat(classes(shifted, Params.DEFAULT, logits(2)))
                .extracting(ClassAnnotation::sentence)
                .containsExactly(0, 1);
    }

    @Test
    void a_sigmoid_produces_every_class_above_the_threshold() {
        Params sigmoid = params(false, Activation.SIGMOID);

        assertThat(classes(sentences(1), sigmoid, new float[][] {{0, 0}})).isEmpty();
        assertThat(classes(sentences(1), sigmoid, new float[][] {{0, 1}}))
                .extracting(ClassAnnotation::label)
                .containsExactly("good");
        assertThat(classes(sentences(1), sigmoid, new float[][] {{2, 1}}))
                .extracting(ClassAnnotation::label)
                .containsExactly("bad", "good");
    }

    @Test
    void a_softmax_overflows_unless_repaired() {
        float[][] huge = {{0, 1000}};

        assertThat(classes(sentences(1), Params.DEFAULT, huge).get(0).label()).isEqualTo("bad");
        assertThat(classes(sentences(1), Params.DEFAULT, huge).get(0).probabilities()[1])
                .isNaN();
        assertThat(BertForSequenceClassification.classes(
                                sentences(1),
                                params(false, Activation.SIGMOID),
                                huge,
                                LABELS,
                                Set.of(Repair.ACTIVATION))
                        .get(0)
                        .label())
                .isEqualTo("good");
    }

    @Test
    void a_score_without_label_is_not_available() {
        assertThat(classes(sentences(1), Params.DEFAULT, new float[][] {{0, 1, 2}}))
                .extracting(ClassAnnotation::label)
                .containsExactly("NA");
    }

    @Test
    void rows_and_logits_must_match() {
        assertThatThrownBy(() -> classes(sentences(2), Params.DEFAULT, logits(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected logits for 2 rows, found 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 513})
    void a_length_that_spark_nlp_rejects_is_rejected(int length) {
        assertThatThrownBy(() -> new Params(true, length, 8, false, Activation.SOFTMAX, 0.5f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bertForSequenceClassification.maxSentenceLength is '" + length + "'; allowed: 1 to 512");
    }
}
