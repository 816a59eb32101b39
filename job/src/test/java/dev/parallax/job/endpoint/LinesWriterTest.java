package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesWriterTest {

    @TempDir
    private Path folder;

    @Test
    void a_restored_writer_cuts_what_came_after_the_checkpoint() throws IOException {
        // Given
        Path file = folder.resolve("out");
        long length;
        try (LinesWriter<String> writer = writer(file, 0)) {
            writer.write("one", null);
            writer.write("two", null);
            length = writer.snapshotState(1).get(0);
            writer.write("lost", null);
            writer.flush(false);
        }
        assertThat(file).hasContent("one\ntwo\nlost\n");
        // When
        try (LinesWriter<String> writer = writer(file, length)) {
            writer.write("three", null);
            writer.flush(true);
        }
        // Then
        assertThat(file).hasContent("one\ntwo\nthree\n");
    }

    @Test
    void a_new_writer_begins_an_older_file_anew() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "older");
        try (LinesWriter<String> writer = writer(file, 0)) {
            writer.write("new", null);
            writer.flush(true);
        }
        assertThat(file).hasContent("new\n");
    }

    @Test
    void a_file_that_lost_what_a_checkpoint_counts_on_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "short");
        assertThatThrownBy(() -> writer(file, 6))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("must have the checkpoint's 6 bytes or more, and has 5");
        assertThat(file).hasContent("short");
    }

    private static LinesWriter<String> writer(Path file, long length) throws IOException {
        return new LinesWriter<>(file.toString(), Records::bytes, length);
    }
}
