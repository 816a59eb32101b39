package dev.parallax.evaluate.f1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConfusionCountsTest {

    @Test
    void rows_are_what_texts_are_of_and_columns_what_they_were_given() {
        // Given
        ConfusionCounts counts = Matrices.of(3, 5, 1, 0, 2, 7, 4, 0, 0, 6);
        // Then
        assertThat(counts.count(1, 2)).isEqualTo(4);
        assertThat(counts.support(1)).isEqualTo(13);
        assertThat(counts.predicted(1)).isEqualTo(8);
        assertThat(counts.correct()).isEqualTo(18);
        assertThat(counts.total()).isEqualTo(25);
    }

    @Property
    void merging_is_associative_and_commutative(
            @ForAll @Size(9) int[] a, @ForAll @Size(9) int[] b, @ForAll @Size(9) int[] c) {
        ConfusionCounts left = merged(merged(counts(a), counts(b)), counts(c));
        ConfusionCounts right = merged(counts(c), merged(counts(b), counts(a)));
        assertThat(left).isEqualTo(right).hasSameHashCodeAs(right);
    }

    @Property
    void what_is_added_and_subtracted_again_leaves_nothing_behind(@ForAll @Size(9) int[] a, @ForAll @Size(9) int[] b) {
        ConfusionCounts counts = merged(counts(a), counts(b));
        counts.subtract(counts(b));
        assertThat(counts).isEqualTo(counts(a));
        counts.subtract(counts(a));
        assertThat(counts).isEqualTo(new ConfusionCounts(3));
    }

    @Property
    void texts_one_by_one_are_as_their_counts(@ForAll @Size(20) List<@IntRange(max = 2) Integer> texts) {
        ConfusionCounts counts = new ConfusionCounts(3);
        ConfusionCounts merged = new ConfusionCounts(3);
        for (int i = 0; i + 1 < texts.size(); i++) {
            counts.add(texts.get(i), texts.get(i + 1), 1);
            ConfusionCounts one = new ConfusionCounts(3);
            one.add(texts.get(i), texts.get(i + 1), 1);
            merged.add(one);
        }
        assertThat(merged).isEqualTo(counts);
    }

    @Test
    void classes_that_are_none_are_refused() {
        ConfusionCounts counts = new ConfusionCounts(2);
        assertThatThrownBy(() -> counts.add(0, 2, 1)).hasMessage("Class 2 is none of 0 to 1");
        assertThatThrownBy(() -> counts.add(new ConfusionCounts(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Counts of 2 classes cannot take in those of 3");
        assertThatThrownBy(() -> new ConfusionCounts(0)).hasMessage("There must be 1 class or more, not 0");
    }

    private static ConfusionCounts counts(int[] cells) {
        return Matrices.of(3, cells);
    }

    private static ConfusionCounts merged(ConfusionCounts one, ConfusionCounts other) {
        ConfusionCounts both = new ConfusionCounts(one.classes());
        both.add(one);
        both.add(other);
        return both;
    }
}
