package dev.parallax.evaluate.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.shadow.DivergenceCause;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseNumbersTest {

    @Test
    void every_cause_has_a_number_of_its_own_that_is_a_bit_of_a_long() {
        assertThat(CauseNumbers.all()).containsExactlyInAnyOrder(DivergenceCause.values());
        assertThat(CauseNumbers.all()).allSatisfy(cause -> {
            assertThat(CauseNumbers.of(cause)).isBetween(0, 63);
            assertThat(CauseNumbers.all().get(CauseNumbers.of(cause))).isEqualTo(cause);
        });
    }

    @Test
    void numbers_stay_what_savepoints_hold() {
        assertThat(CauseNumbers.of(DivergenceCause.CLEANUP)).isZero();
        assertThat(CauseNumbers.of(DivergenceCause.CONTRACTION)).isEqualTo(15);
        assertThat(CauseNumbers.of(DivergenceCause.ACTIVATION)).isEqualTo(31);
    }

    @Test
    void causes_are_bits() {
        assertThat(CauseNumbers.bits(List.of())).isZero();
        assertThat(CauseNumbers.bits(
                        List.of(DivergenceCause.CLEANUP, DivergenceCause.ACTIVATION, DivergenceCause.CLEANUP)))
                .isEqualTo(1L | 1L << 31);
    }
}
