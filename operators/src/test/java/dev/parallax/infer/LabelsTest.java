package dev.parallax.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.infer.Labels.NonFiniteLogitsException;
import dev.parallax.infer.model.ModelId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

    private final Labels labels = new Labels(new String[] {"a", "b", "c"}, new ModelId("m", "f"));

    @Test
    void the_largest_logit_wins_and_the_first_of_equal_ones() throws Exception {
        assertThat(labels.prediction(new float[] {1, 3, 2}).label()).isEqualTo("b");
        assertThat(labels.prediction(new float[] {1, 3, 3}).label()).isEqualTo("b");
    }

    @Test
    void probabilities_are_the_softmax_even_of_logits_that_overflow() throws Exception {
        Prediction prediction = labels.prediction(new float[] {1000, 1000, 0});

        assertThat(prediction.probabilities()).containsExactly(0.5f, 0.5f, 0f);
        assertThat(prediction.score()).isEqualTo(0.5f);
    }

    @Property(tries = 200)
    void probabilities_add_up_to_one(@ForAll @Size(3) @FloatRange(min = -80, max = 80) float[] logits)
            throws Exception {
        Prediction prediction = labels.prediction(logits);

        double sum = 0;
        for (float probability : prediction.probabilities()) {
            sum += probability;
        }
        assertThat(sum).isEqualTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void a_logit_that_is_no_number_is_no_prediction(float logit) {
        assertThatThrownBy(() -> labels.prediction(new float[] {0, logit, 1}))
                .isInstanceOf(NonFiniteLogitsException.class)
                .hasMessageContaining("'b'");
    }
}
