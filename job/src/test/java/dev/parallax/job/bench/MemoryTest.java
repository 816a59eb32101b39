package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void values_are_mebibytes_of_what_linux_says() {
        assertThat(Memory.of("Name:\tjava\nVmHWM:\t 2097152 kB\nVmRSS:\t 1049600 kB\nThreads:\t12\n"))
                .isEqualTo(new Memory(OptionalLong.of(1025), OptionalLong.of(2048)));
    }

    @Test
    void a_system_that_does_not_report_has_no_values() {
        assertThat(Memory.of("")).isEqualTo(new Memory(OptionalLong.empty(), OptionalLong.empty()));
    }
}
