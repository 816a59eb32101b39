package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.config.setting.Settings;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchWorkloadTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 3000, 20, the number of words at most must be 0 (any length) or more; not -1",
        "0, 99, 20, the number of records must be 100 or more; not 99",
        "0, 3000, 0, the number of seconds at a constant rate must be 1 or more; not 0"
    })
    void numbers_out_of_range_are_named(int maxWords, int records, int seconds, String message) {
        assertThatThrownBy(() -> new Bench.Workload(Optional.empty(), maxWords, Settings.none(), records, seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.replace(';', ','));
    }
}
