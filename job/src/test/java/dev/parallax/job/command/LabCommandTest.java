package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.Main;
import dev.parallax.train.model.TinyEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LabCommandTest {

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeEncoder() {
        new TinyEncoder().write(temp.resolve("encoder"));
    }

    private String data() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String thing : List.of("film", "meal", "phone", "very film", "very meal")) {
            lines.append("good\ta lovely ").append(thing).append(" .\n");
            for (String word : List.of("bad", "awful", "dull")) {
                lines.append("bad\ta ").append(word).append(' ').append(thing).append(" .\n");
            }
        }
        return Files.writeString(temp.resolve("data.tsv"), lines).toString();
    }

    private int lab(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("lab", "--encoder", temp.resolve("encoder").toString()));
        arguments.addAll(List.of("--layers", "4", "--iterations", "5"));
        arguments.addAll(List.of(more));
        CommandLine line = Main.commandLine();
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments.toArray(String[]::new));
    }

    @Test
    void a_table_a_page_and_numbers_are_made() throws Exception {
        Path page = temp.resolve("lab.html");
        Path numbers = temp.resolve("lab.json");

        int status = lab("--data", data(), "--html", page.toString(), "--json", numbers.toString(), "--project", "3");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("layers [3, 4, 2]", "sgd / question / log-loss", "always 'bad'", "spark.f1");
        assertThat(page).content().contains("One network, many F1s");
        assertThat(numbers).content().contains("\"positive\" : \"good\"");
        assertThat(err.toString()).contains("fitting networks: 16 of 16");
    }

    @Test
    void a_file_in_no_folder_is_reported_before_anything_is_fitted() throws Exception {
        assertThat(lab("--data", data(), "--html", temp.resolve("none/lab.html").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("parallax: --html: " + temp.resolve("none/lab.html")
                        + " cannot be written: there is no folder " + temp.resolve("none"));
    }

    @Test
    void bad_data_and_an_unknown_class_are_failures() throws Exception {
        Path one = Files.writeString(temp.resolve("one.tsv"), "good\ta film\ngood\ta meal\n");

        assertThat(lab("--data", one.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("has only the label [good]");
        assertThat(lab("--data", data(), "--positive", "fair")).isEqualTo(1);
        assertThat(err.toString()).contains("[bad, good], and is fair");
        assertThat(lab("--data", data(), "--project", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--project").contains("whole number from 1");
    }
}
