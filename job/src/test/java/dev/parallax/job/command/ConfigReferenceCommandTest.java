package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.config.ConfigReference;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConfigReferenceCommandTest {

    @Test
    void the_command_prints_the_table() {
        // Given
        StringWriter out = new StringWriter();
        // When
        int status = new CommandLine(new ConfigReferenceCommand())
                .setOut(new PrintWriter(out))
                .execute();
        // Then
        assertThat(status).isZero();
        assertThat(out).hasToString(ConfigReference.markdown());
    }
}
