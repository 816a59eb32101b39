package dev.parallax.evaluate.f1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairwiseSumTest {

    /** What NumPy 1.24 and 2.4 give; added one after another the last two would end in 6 and 2. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 2.5928571428571425",
        "8, 2.7178571428571425",
        "9, 2.8289682539682537",
        "131, 5.456224926052236",
        "300, 6.282663880299504"
    })
    void the_harmonic_numbers_end_in_numpy_s_digit(int terms, double expected) {
        double[] values =
                IntStream.range(0, terms).mapToDouble(i -> 1.0 / (i + 1)).toArray();
        assertThat(PairwiseSum.of(values)).isEqualTo(expected);
    }
}
