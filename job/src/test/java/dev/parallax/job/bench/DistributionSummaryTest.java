package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class DistributionSummaryTest {

    @Test
    void percentiles_are_by_nearest_rank() {
        // Given 200, 199, … 1
        double[] values =
                IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray();
        // When
        DistributionSummary distribution = DistributionSummary.of(values);
        // Then
        assertThat(distribution).isEqualTo(new DistributionSummary(200, 100.5, 100, 190, 198, 200));
        assertThat(values[0]).isEqualTo(200);
    }

    @Test
    void one_value_is_all_of_them() {
        assertThat(DistributionSummary.of(new double[] {7})).isEqualTo(new DistributionSummary(1, 7, 7, 7, 7, 7));
    }

    @Test
    void no_values_have_no_distribution() {
        assertThatThrownBy(() -> DistributionSummary.of(new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has none");
    }

    @Property
    void percentiles_are_values_and_rise(@ForAll @NotEmpty int[] values) {
        // Given
        double[] millis = Arrays.stream(values).asDoubleStream().toArray();
        // When
        DistributionSummary distribution = DistributionSummary.of(millis);
        // Then
        assertThat(millis).contains(distribution.p50(), distribution.p95(), distribution.p99(), distribution.max());
        assertThat(List.of(distribution.p50(), distribution.p95(), distribution.p99(), distribution.max()))
                .isSorted();
        assertThat(distribution.mean()).isLessThanOrEqualTo(distribution.max());
    }
}
