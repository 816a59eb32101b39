package dev.parallax.job.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.job.optimize.ComparisonTexts.Line;
import dev.parallax.job.optimize.LabelComparison.Flip;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelComparisonTest {

    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static Line line(long number, String label) {
        return new Line(number, Optional.of(label).filter(CLASSES::contains), "text " + number);
    }

    @Test
    void flips_have_the_margin_of_the_source_and_come_largest_first() {
        // Given
        List<Line> lines = List.of(line(2, "a"), line(5, "b"), line(9, ""), line(11, "c"));
        float[][] source = {{3, 1, 2}, {0.5f, 0.25f, 0}, {0, 1, 0}, {-1, -4, -3}};
        float[][] optimized = {{3, 1, 2.5f}, {0, 0.25f, 0}, {0, 1, 0}, {-4, -4, -3}};
        // When
        LabelComparison found = LabelComparison.of(lines, CLASSES, source, optimized);
        // Then
        assertThat(found.flips()).containsExactly(new Flip(11, 2, "a", "c"), new Flip(5, 0.25, "a", "b"));
        assertThat(found.kept()).isEqualTo(2);
        assertThat(found.largestDifference()).isEqualTo(3);
        assertThat(found.meanDifference()).isEqualTo((0.5 + 0.5 + 3) / 12);
        assertThat(found.labelled()).isEqualTo(3);
        assertThat(found.sourceRight()).isEqualTo(1);
        assertThat(found.optimizedRight()).isEqualTo(3);
    }

    @Test
    void the_share_of_kept_labels_has_wilson_s_interval() {
        float[][] logits = new float[2000][3];
        List<Line> lines = java.util.stream.LongStream.range(0, 2000)
                .mapToObj(i -> line(i, ""))
                .toList();
        LabelComparison found = LabelComparison.of(lines, CLASSES, logits, logits);
        assertThat(found.keptInterval().low()).isCloseTo(0.998083, within(1e-6));
        assertThat(found.keptInterval().high()).isEqualTo(1);
    }

    @Test
    void a_logit_that_is_no_number_on_one_side_differs_without_limit() {
        List<Line> lines = List.of(line(1, ""));
        float[][] number = {{1, 2, 3}};
        float[][] none = {{1, Float.NaN, 3}};
        assertThat(LabelComparison.of(lines, CLASSES, number, none).largestDifference())
                .isInfinite();
        assertThat(LabelComparison.of(lines, CLASSES, none, none).largestDifference())
                .isZero();
    }

    @Test
    void limits_hold_up_to_their_value() {
        LabelComparison found = new LabelComparison(100, 1e-4, 1e-5, List.of(new Flip(1, 0.1, "a", "b")), 0, 0, 0);
        assertThat(new Limits(1e-4, 0.99).hold(found)).isTrue();
        assertThat(new Limits(1e-4, 0.991).hold(found)).isFalse();
        assertThat(new Limits(9e-5, 0.99).hold(found)).isFalse();
        assertThat(new Limits(Limits.ANY_DIFFERENCE, 0).hold(found)).isTrue();
        assertThat(Precision.FP32.limits()).isEqualTo(new Limits(1e-4, 1));
        assertThat(Precision.INT8.limits()).isEqualTo(new Limits(Limits.ANY_DIFFERENCE, 0.99));
    }
}
