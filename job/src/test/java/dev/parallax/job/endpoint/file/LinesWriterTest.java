package dev.parallax.job.endpoint.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.endpoint.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LinesWriterTest {

    /** A device of Linux that is always full. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    @Test
    void a_restored_writer_cuts_what_came_after_the_checkpoint() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("out"));
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
    void a_file_that_lost_what_a_checkpoint_counts_on_is_rejected() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "short");
        assertThatThrownBy(() -> writer(file, 6))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("must have the checkpoint's 6 bytes or more, and has 5");
        assertThat(file).hasContent("short");
    }

    @Test
    void a_file_that_was_deleted_is_not_made_anew() {
        // Given: the process ends, and its cleanup was faster than a restart of the job
        Path file = folder.resolve("gone");
        assertThatThrownBy(() -> writer(file, 0))
                .isInstanceOf(OutputLostException.class)
                .hasMessage("Cannot write out.jsonl: there is no such file or folder");
        assertThat(file).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_reported_with_the_name_of_the_output_and_is_not_fixed_by_a_restart() throws IOException {
        try (LinesWriter<String> writer = writer(FULL, 0)) {
            writer.write("one", null);
            assertThatThrownBy(() -> writer.flush(true))
                    .isInstanceOf(OutputLostException.class)
                    .hasMessageStartingWith("Cannot write out.jsonl: ")
                    .hasNoCause();
        }
        assertThat(ThrowableClassifier.getThrowableType(
                        new OutputLostException(new LinesFile("a", "b"), new IOException("full"))))
                .isEqualTo(ThrowableType.NonRecoverableError);
    }

    private static LinesWriter<String> writer(Path file, long length) throws IOException {
        return new LinesWriter<>(new LinesFile(file.toString(), "out.jsonl"), Records::bytes, length);
    }
}
