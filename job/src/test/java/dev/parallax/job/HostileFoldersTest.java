package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.model.ModelFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that no folder crashes a process, and that each invalid one is rejected with one line that names the file or
 * the field.
 */
class HostileFoldersTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"check", "offline"})
    void every_folder_works_or_is_rejected_in_one_line(String command) throws Exception {
        // Given
        Map<String, HostileFolders.Row> rows = HostileFolders.all();
        if (command.equals("offline")) {
            // A folder that works starts a cluster: one is enough.
            rows.entrySet()
                    .removeIf(row ->
                            row.getValue().words().isEmpty() && !row.getKey().equals("nothing wrong"));
        }
        List<String> folders = new ArrayList<>();
        rows.forEach((name, row) -> folders.add(write(name, row).toString()));
        // When
        List<HostileFoldersProcess.Run> runs = run(command, folders, "");
        // Then
        assertThat(runs).hasSameSizeAs(rows.keySet());
        SoftAssertions softly = new SoftAssertions();
        int place = 0;
        for (Map.Entry<String, HostileFolders.Row> row : rows.entrySet()) {
            HostileFoldersProcess.Run run = runs.get(place++);
            if (row.getValue().words().isEmpty()) {
                softly.assertThat(run.status()).as("%s: %s", row.getKey(), run).isZero();
                continue;
            }
            softly.assertThat(run.status()).as("%s: %s", row.getKey(), run).isEqualTo(1);
            softly.assertThat(run.failure()).as("%s: %s", row.getKey(), run).isIn("ModelException", "ConfigException");
            softly.assertThat(run.message())
                    .as(row.getKey())
                    .contains(row.getValue().words())
                    .doesNotContain("\n")
                    .doesNotContain("Exception");
        }
        softly.assertAll();
    }

    @Test
    void a_temporary_folder_that_does_not_exist_is_named_with_its_property() throws Exception {
        // Given
        Path folder = write("good", HostileFolders.all().get("nothing wrong"));
        // When
        List<HostileFoldersProcess.Run> runs =
                run("check", List.of(folder.toString()), "-Djava.io.tmpdir=" + temp.resolve("nowhere"));
        // Then
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.failure()).isEqualTo("ModelException");
            assertThat(run.message())
                    .contains("The tokenizer's native library cannot be unpacked into " + temp.resolve("nowhere"))
                    .contains("The system property java.io.tmpdir must name an existing folder")
                    .doesNotContain("\n");
        });
    }

    /** Each in a separate folder, since some rows put files beside the model's folder. */
    private Path write(String name, HostileFolders.Row row) {
        Path folder = temp.resolve(name.replace(' ', '-')).resolve("model");
        ModelFolder model = ModelFolder.of(row.model(), folder);
        row.change().accept(model);
        return folder;
    }

    private List<HostileFoldersProcess.Run> run(String command, List<String> folders, String option) throws Exception {
        for (String folder : folders) {
            Files.writeString(Path.of(folder).resolveSibling("texts.txt"), "good film\nbad £ film\n");
        }
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HostileFoldersProcess.class.getName(),
                command));
        line.addAll(folders);
        if (!option.isEmpty()) {
            line.add(1, option);
        }
        int status = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        String said = Files.readString(err, StandardCharsets.UTF_8);
        assertThat(status)
                .as(() -> said.substring(Math.max(0, said.length() - 2000)))
                .isZero();
        List<HostileFoldersProcess.Run> runs = new ArrayList<>();
        for (String each : Files.readAllLines(out)) {
            runs.add(HostileFoldersProcess.read(each));
        }
        return runs;
    }
}
