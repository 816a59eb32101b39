package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.model.ModelId;
import dev.parallax.shadow.Comparison.Outcome;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void the_margin_is_the_largest_probability_less_the_second_largest() {
        Prediction three = new Prediction(
                "c",
                0.6f,
                new String[] {"a", "b", "c"},
                new float[] {0.1f, 0.3f, 0.6f},
                new float[3],
                new ModelId("m", "0"));
        assertThat(Comparison.margin(three)).isCloseTo(0.3f, within(1e-6f));
        Comparison comparison = Comparison.skipped(Texts.scored("1", "x", Encoding.of(), three), "busy");
        assertThat(comparison.margin()).isEqualTo(Comparison.margin(three));
        assertThat(comparison.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(comparison.totalVariation()).isNaN();
    }

    @Property
    void total_variation_is_a_distance_of_distributions(
            @ForAll @FloatRange(max = 1) float p, @ForAll @FloatRange(max = 1) float q) {
        float[] one = {p, 1 - p};
        float[] other = {q, 1 - q};
        assertThat(Comparison.totalVariation(one, other))
                .isCloseTo(Math.abs(p - q), within(1e-6))
                .isEqualTo(Comparison.totalVariation(other, one));
        assertThat(Comparison.totalVariation(one, one)).isZero();
    }

    @Test
    void distributions_over_other_classes_are_not_compared() {
        assertThatThrownBy(() -> Comparison.totalVariation(new float[2], new float[3]))
                .hasMessageContaining("2 and 3");
    }
}
