package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.Main;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.files.FileUses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Checks every pair of file options of each command with every kind of alias of one file. */
class FilesOfCommandsTest {

    private static final Set<String> LABELS = Set.of("FILE", "DIR", "FILE[=TIMES]", "NAME|DIR");

    @TempDir
    private Path temp;

    private Path folder;

    /** A kind of alias of a file. */
    enum Alias {
        SAME,
        THROUGH_PARENT,
        LINK,
        THROUGH_LINKED_FOLDER,
        HARD_LINK;

        /** Another name of an existing file. */
        Path of(Path file) throws IOException {
            Path folder = file.getParent();
            String name = file.getFileName().toString();
            return switch (this) {
                case SAME -> file;
                case THROUGH_PARENT -> folder.resolve("encoder/..").resolve(name);
                case LINK -> Files.createSymbolicLink(folder.resolve("link-" + name), file);
                case THROUGH_LINKED_FOLDER ->
                    Files.createSymbolicLink(folder.resolve("linked"), folder).resolve(name);
                case HARD_LINK -> Files.createLink(folder.resolve("hard-" + name), file);
            };
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(temp.resolve("work"));
        Files.writeString(folder.resolve("input.jsonl"), "{\"id\":\"1\",\"text\":\"precious\",\"label\":\"a\"}\n");
        Files.createDirectory(folder.resolve("encoder"));
        Files.createDirectory(folder.resolve("saved"));
    }

    private static Stream<OptionSpec> fileOptions(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> option.type() == Path.class
                        || option.auxiliaryTypes()[0] == Path.class
                        || LABELS.contains(option.paramLabel()));
    }

    static List<String> commands() {
        return Main.commandLine().getSubcommands().entrySet().stream()
                .filter(command -> fileOptions(command.getValue()).findAny().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The arguments of a call with some options, and all that are needed beside them. */
    private List<String> call(String command, Map<String, Path> options) {
        List<String> call = new ArrayList<>(List.of(command));
        for (String needed : RequiredOptions.of(command, folder.toString())) {
            if (!options.containsKey(needed.substring(0, needed.indexOf('=')))) {
                call.add(needed);
            }
        }
        options.forEach((option, path) -> call.add(option + "=" + path));
        if (command.equals("encode") && options.containsKey("--pipeline")) {
            call.set(1, "--as=spark-nlp");
        }
        return call;
    }

    /** The options of a command that name a file or folder which it writes. */
    private List<String> written(String command) throws IOException {
        List<String> written = new ArrayList<>();
        Path noFolder = Files.writeString(folder.resolve("no-folder"), "");
        for (OptionSpec option :
                fileOptions(Main.commandLine().getSubcommands().get(command)).toList()) {
            CommandLine line = Main.commandLine();
            line.parseArgs(call(command, Map.of(option.longestName(), noFolder.resolve("inside.html")))
                    .toArray(String[]::new));
            try {
                FileUses files = new FileUses();
                ((DeclaresFiles) line.getSubcommands().get(command).getCommand()).declare(files);
                files.check();
            } catch (IOException | ConfigException e) {
                if (String.valueOf(e.getMessage()).contains("cannot be written")) {
                    written.add(option.longestName());
                }
            }
        }
        return written;
    }

    @Test
    void outputs_are_known_by_what_a_command_declares() throws IOException {
        Set<String> written = new HashSet<>();
        for (String command : commands()) {
            written.addAll(written(command));
        }
        assertThat(written)
                .contains("--output", "--report", "--dead-letters", "--disagreements", "--html", "--json", "--out");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_option_that_names_a_file_is_known_to_the_one_rule(String name) throws IOException {
        List<String> options = fileOptions(Main.commandLine().getSubcommands().get(name))
                .map(OptionSpec::longestName)
                .toList();
        for (String option : options) {
            // Given
            Path file = folder.resolve("named" + option + ".html");
            Files.writeString(file, "model.max-length: 0\n");
            CommandLine line = Main.commandLine();
            line.parseArgs(call(name, Map.of(option, file)).toArray(String[]::new));
            // When
            FileUses files = new FileUses();
            ((DeclaresFiles) line.getSubcommands().get(name).getCommand()).declare(files);
            // Then
            assertThat(files.paths()).as(name + " " + option).contains(file);
        }
    }

    @ParameterizedTest
    @EnumSource(Alias.class)
    void what_is_written_is_never_what_is_read_or_written_by_another_option(Alias alias) throws IOException {
        for (String name : commands()) {
            List<String> options = fileOptions(
                            Main.commandLine().getSubcommands().get(name))
                    .map(OptionSpec::longestName)
                    .toList();
            for (String written : written(name)) {
                for (String other : options) {
                    if (!other.equals(written)) {
                        refused(name, written, other, alias);
                    }
                }
            }
        }
    }

    private void refused(String name, String written, String other, Alias alias) throws IOException {
        // Given
        Path work = Files.createDirectory(temp.resolve(name + written + other));
        Path before = folder;
        folder = work;
        Files.writeString(work.resolve("input.jsonl"), "{\"id\":\"1\",\"text\":\"precious\",\"label\":\"a\"}\n");
        Files.createDirectory(work.resolve("encoder"));
        Files.createDirectory(work.resolve("saved"));
        Path file = Files.writeString(work.resolve("file.html"), "model.max-length: 0\n");
        Map<String, Path> paths = new LinkedHashMap<>();
        paths.put(written, alias.of(file));
        paths.put(other, file);
        Map<String, String> kept = contents(work);
        // When
        StandardStreams.Run run = StandardStreams.run(call(name, paths).toArray(String[]::new));
        // Then
        assertThat(run.status())
                .as("%s %s %s: %s", name, written, other, run.err())
                .isEqualTo(ExitStatus.FAILED);
        assertThat(run.err()).contains(written).contains(other).contains("are the same file");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(contents(work)).isEqualTo(kept);
        folder = before;
    }

    @ParameterizedTest
    @EnumSource(
            value = Alias.class,
            names = {"SAME", "THROUGH_PARENT", "LINK"})
    void files_beside_an_output_count_too(Alias alias) throws IOException {
        // Given
        Path letters = Files.writeString(folder.resolve("p.dead-letters.jsonl"), "precious\n");
        Path disagreements = Files.writeString(folder.resolve("p.disagreements.jsonl"), "precious\n");
        Path numbers = Files.writeString(folder.resolve("data.json"), "precious\n");
        for (Path input : List.of(letters, disagreements, numbers)) {
            Path named = alias.of(input);
            Map<String, String> kept = contents(folder);
            // When
            StandardStreams.Run run = StandardStreams.run(
                    "offline",
                    "--input=" + named,
                    "--output=" + folder.resolve("p"),
                    "--report=" + folder.resolve("data.html"));
            // Then
            assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(run.err()).contains("--input").contains("are the same file");
            assertThat(contents(folder)).isEqualTo(kept);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void nothing_is_written_into_a_folder_that_is_read(String name) throws IOException {
        List<String> options = fileOptions(Main.commandLine().getSubcommands().get(name))
                .map(OptionSpec::longestName)
                .toList();
        Path model = Files.createDirectory(folder.resolve("model"));
        Path graph = Files.writeString(model.resolve("model.html"), "precious");
        for (String written : written(name)) {
            for (String read : options.stream()
                    .filter(option -> Set.of("--encoder", "--from", "--model").contains(option))
                    .toList()) {
                // When
                StandardStreams.Run run = StandardStreams.run(
                        call(name, Map.of(written, graph, read, model)).toArray(String[]::new));
                // Then
                assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.FAILED);
                assertThat(run.err()).contains(written).contains(read).contains("lies in");
                assertThat(graph).hasContent("precious");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Alias.class,
            names = {"SAME", "LINK"})
    void files_that_the_configuration_names_are_read_too(Alias alias) throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), "precious");
        Path model = Files.createDirectory(folder.resolve("model"));
        Path graph = Files.writeString(model.resolve("model.onnx"), "precious");
        Path where = Files.writeString(folder.resolve("where"), model.toString());
        Path config = Files.writeString(
                folder.resolve("job.yaml"),
                "model.path: ${file:" + where + "}\nkafka.sasl.jaas.config: ${file:" + secret + "}\n");
        for (Path output : List.of(secret, graph)) {
            // When
            StandardStreams.Run run = StandardStreams.run(
                    "offline",
                    "--input=" + folder.resolve("input.jsonl"),
                    "--output=" + alias.of(output),
                    "--config=" + config);
            // Then
            assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(run.err()).contains("--output").containsAnyOf("model.path", "kafka.sasl.jaas.config");
            assertThat(output).hasContent("precious");
        }
    }

    /** Content of a folder: targets of links, and texts of files. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String content = "folder";
                if (Files.isSymbolicLink(file)) {
                    content = "link to " + Files.readSymbolicLink(file);
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    content = Files.readString(file, StandardCharsets.UTF_8);
                }
                contents.put(folder.relativize(file).toString(), content);
            }
        }
        return contents;
    }
}
