package dev.parallax.text.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextLinesTest {

    private static final int LINES = 30_000;

    @TempDir
    private Path folder;

    @Test
    void a_pipe_is_read_from_its_first_line_to_its_last() throws Exception {
        assertThat(lines(pipe("pipe", false))).isEqualTo(expected());
    }

    @Test
    void a_pipe_whose_name_and_content_are_those_of_gzip_is_too() throws Exception {
        assertThat(lines(pipe("pipe.gz", true))).isEqualTo(expected());
    }

    private static List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            expected.add("yes\tline " + i);
        }
        return expected;
    }

    private Path pipe(String name, boolean packed) throws Exception {
        Path pipe = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> {
            try (OutputStream file = Files.newOutputStream(pipe);
                    OutputStream out = packed ? new GZIPOutputStream(file) : file) {
                for (String line : expected()) {
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return pipe;
    }

    private static List<String> lines(Path path) throws IOException {
        List<String> read = new ArrayList<>();
        try (TextLines lines = TextLines.open(path)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                read.add(line);
            }
        }
        return read;
    }
}
