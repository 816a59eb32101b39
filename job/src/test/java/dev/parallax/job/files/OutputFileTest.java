package dev.parallax.job.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    @TempDir
    private Path folder;

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void a_file_is_as_it_was_until_the_new_one_is_whole() throws IOException {
        // Given
        Path path = Files.writeString(folder.resolve("out"), "older");
        try (OutputFile file = OutputFile.begin(path)) {
            Files.writeString(file.inWork(), "newer");
            assertThat(path).hasContent("older");
            // When
            file.publish();
        }
        // Then
        assertThat(path).hasContent("newer");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void what_is_not_published_is_gone() throws IOException {
        try (OutputFile file = OutputFile.begin(folder.resolve("out"))) {
            Files.writeString(file.inWork(), "half");
        }
        assertThat(files()).isZero();
    }

    @Test
    void a_link_stays_and_what_it_leads_to_is_written() throws IOException {
        // Given
        Path target = Files.writeString(folder.resolve("target"), "older");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("later"));
        Path twice = Files.createSymbolicLink(folder.resolve("twice"), dangling);
        // When
        OutputFile.write(link, "newer");
        OutputFile.write(twice, "first");
        // Then
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("newer");
        assertThat(twice).isSymbolicLink();
        assertThat(dangling).isSymbolicLink();
        assertThat(folder.resolve("later")).hasContent("first");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_fifo_stays_and_gets_the_bytes() throws Exception {
        // Given
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(fifo);
            } catch (IOException e) {
                return e.toString();
            }
        });
        // When
        OutputFile.write(fifo, "through");
        // Then
        assertThat(read.get()).isEqualTo("through");
        assertThat(Files.readAttributes(fifo, "isOther", LinkOption.NOFOLLOW_LINKS))
                .containsEntry("isOther", true);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_socket_is_rejected_and_stays() throws Exception {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            FileUses uses = new FileUses();
            uses.writes("--output", socket);
            assertThatThrownBy(uses::check).isInstanceOf(FileUseException.class).hasMessageContaining("is a socket");
            assertThatThrownBy(() -> OutputFile.begin(socket)).isInstanceOf(FileUseException.class);
            assertThat(socket).exists();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_device_that_is_full_is_said_by_name() {
        assertThatThrownBy(() -> OutputFile.write(Path.of("/dev/full"), "text"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write /dev/full: ");
    }

    @Test
    void names_that_differ_by_case_or_by_how_accents_are_written_are_one_while_neither_is_there() throws IOException {
        FileUses uses = new FileUses();
        uses.writes("--output", folder.resolve("r\u00e9sum\u00e9.json"));
        uses.writes("--report", folder.resolve("RE\u0301SUM\u00c9.json"));
        assertThatThrownBy(uses::check)
                .hasMessageContaining("--output")
                .hasMessageContaining("--report")
                .hasMessageContaining("are the same file");
    }

    @Test
    void files_that_are_there_under_names_that_differ_by_case_are_compared_as_the_file_system_does()
            throws IOException {
        // Given
        Path small = Files.writeString(folder.resolve("a.json"), "1");
        Path large = folder.resolve("A.json");
        boolean one = Files.exists(large);
        Files.writeString(large, "2");
        FileUses uses = new FileUses();
        uses.reads("--input", small);
        uses.writes("--output", large);
        // Then
        if (one) {
            assertThatThrownBy(uses::check).hasMessageContaining("are the same file");
        } else {
            uses.check();
        }
    }

    @Test
    void links_in_a_circle_are_said_with_the_option() throws IOException {
        Path link = folder.resolve("a");
        Files.createSymbolicLink(link, folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b"), link);
        assertThatThrownBy(() -> new FileUses().writes("--json", link))
                .isInstanceOf(FileUseException.class)
                .hasMessageStartingWith("--json: links lead in a circle");
    }

    @Test
    void a_folder_to_make_must_be_in_one_that_can_be_written_to() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        FileUses inFile = new FileUses();
        inFile.makes("--out", file.resolve("model"));
        assertThatThrownBy(inFile::check)
                .hasMessageStartingWith("--out: ")
                .hasMessageEndingWith(file + " is not a folder");
        FileUses deep = new FileUses();
        deep.makes("--out", folder.resolve("a/b/c"));
        deep.check();
    }
}
