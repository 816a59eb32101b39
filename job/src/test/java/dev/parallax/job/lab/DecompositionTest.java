package dev.parallax.job.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DecompositionTest {

    @Property
    void parts_add_up_to_the_gap(@ForAll @Size(16) List<@DoubleRange(min = 0, max = 1) Double> values) {
        Decomposition gap = Decomposition.of(
                values.stream().mapToDouble(Double::doubleValue).toArray());

        assertThat(gap.parts().stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(gap.gap(), within(1e-9));
    }

    @Test
    void what_changes_nothing_has_no_part_and_what_adds_up_has_its_own() {
        // Given an F1 to which the name does 0.3, the optimizer 0.2 and the start, once the optimizer is changed, 0.1
        double[] values = new double[16];
        for (int changed = 0; changed < 16; changed++) {
            values[changed] = 0.9
                    - ((changed & 1) != 0 ? 0.3 : 0)
                    - ((changed & 2) != 0 ? 0.2 : 0)
                    - ((changed & 6) == 6 ? 0.1 : 0);
        }

        Decomposition gap = Decomposition.of(values);

        // Then optimizer and start share what they do together
        assertThat(gap.from()).isEqualTo(0.9);
        assertThat(gap.parts().get(0)).isCloseTo(0.3, within(1e-12));
        assertThat(gap.parts().get(1)).isCloseTo(0.25, within(1e-12));
        assertThat(gap.parts().get(2)).isCloseTo(0.05, within(1e-12));
        assertThat(gap.parts().get(3)).isCloseTo(0, within(1e-12));
    }

    @Test
    void a_network_that_failed_leaves_it_undefined() {
        double[] values = new double[16];
        values[5] = Double.NaN;

        assertThat(Decomposition.of(values).defined()).isFalse();
    }
}
