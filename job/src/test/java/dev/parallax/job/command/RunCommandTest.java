package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.StandardStreams;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    @TempDir
    private Path folder;

    @Test
    void everything_that_is_missing_or_unknown_is_reported_at_once() {
        // When
        StandardStreams.Run run = StandardStreams.run(
                "run", "--set", "batch.max-row=8", "--set", "async.capacity=many", "--set", "sink.delivery=twice");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("batch.max-row", "'batch.max-rows'")
                .contains("async.capacity", "'many'")
                .contains("sink.delivery", "'twice'")
                .contains("kafka.bootstrap.servers")
                .contains("source.topics")
                .contains("sink.predictions-topic")
                .contains("sink.dead-letters-topic");
    }

    @Test
    void a_value_of_the_file_is_reported_with_its_place() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("job.yaml"), "batch:\n  max-rows: none\n");
        // When
        StandardStreams.Run run = StandardStreams.run("run", "--config", file.toString());
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("batch.max-rows").contains("job.yaml").contains("'none'");
    }

    @Test
    void an_unknown_argument_is_an_invalid_command_line() {
        StandardStreams.Run run = StandardStreams.run("run", "--topic", "texts");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--topic");
    }
}
