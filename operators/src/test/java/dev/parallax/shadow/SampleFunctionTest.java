package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SampleFunctionTest {

    @Property(tries = 20)
    void a_sample_has_about_the_share_that_was_asked_for(@ForAll @DoubleRange(max = 1) double rate) {
        long sampled = IntStream.range(0, 20_000)
                .filter(i -> SampleFunction.sampled("record-" + i, rate))
                .count();
        assertThat(sampled / 20_000.0).isCloseTo(rate, within(0.02));
    }

    @Property
    void all_or_nothing_are_sampled_at_the_ends(@ForAll String id) {
        assertThat(SampleFunction.sampled(id, 1)).isTrue();
        assertThat(SampleFunction.sampled(id, 0)).isFalse();
    }

    @Property
    void a_larger_sample_holds_the_smaller_one(
            @ForAll String id, @ForAll @DoubleRange(max = 1) double one, @ForAll @DoubleRange(max = 1) double other) {
        if (SampleFunction.sampled(id, Math.min(one, other))) {
            assertThat(SampleFunction.sampled(id, Math.max(one, other))).isTrue();
        }
    }

    @Test
    void a_rate_beyond_one_is_refused() {
        assertThatThrownBy(() -> new SampleFunction(1.5)).hasMessageContaining("0 to 1, and is 1.5");
        assertThatThrownBy(() -> new SampleFunction(Double.NaN)).hasMessageContaining("NaN");
    }
}
