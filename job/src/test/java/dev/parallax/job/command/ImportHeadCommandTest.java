package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.Main;
import dev.parallax.train.model.TinyEncoder;
import dev.parallax.train.spark.SavedBySpark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportHeadCommandTest {

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeEncoderAndHead() throws Exception {
        new TinyEncoder().width(4).write(temp.resolve("encoder"));
        SavedBySpark.copy(temp.resolve("saved"));
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("import-head"));
        arguments.addAll(List.of("--encoder", temp.resolve("encoder").toString()));
        arguments.addAll(List.of("--out", temp.resolve("model").toString()));
        arguments.addAll(List.of(more));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void what_spark_saved_becomes_a_model_that_the_job_reads() {
        int status = run("--from", temp.resolve("saved").toString(), "--labels", "a,b,c", "--features", "mean");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).contains("3 labels, encoder encoder, layers [4, 5, 3], imported from Spark 3.5.7");
        assertThat(ModelBundle.read(temp.resolve("model"), null, ModelBundle.MODEL_LIMIT)
                        .labels())
                .containsExactly("a", "b", "c");
    }

    @Test
    void labels_that_are_not_as_many_as_classes_are_a_failure() {
        assertThat(run("--from", temp.resolve("saved").toString(), "--labels", "a,b"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("gives 3 logits, but its card names the labels [a, b]");
        assertThat(temp.resolve("model")).doesNotExist();
    }

    @Test
    void a_folder_that_spark_did_not_save_is_a_failure_and_a_full_one_an_invalid_command_line() throws Exception {
        assertThat(run("--from", temp.resolve("encoder").toString(), "--labels", "a,b,c"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("has no folder metadata");
        Files.createDirectory(temp.resolve("model"));
        Files.writeString(temp.resolve("model/notes.txt"), "mine");
        assertThat(run("--from", temp.resolve("saved").toString(), "--labels", "a,b,c"))
                .isEqualTo(2);
    }

    @Test
    void a_name_with_a_comma_is_quoted_and_blanks_around_names_are_ignored() {
        int status = run("--from", temp.resolve("saved").toString(), "--labels", "a, \"Food, drink\" ,c");

        assertThat(status).as(err.toString()).isZero();
        assertThat(ModelBundle.read(temp.resolve("model"), null, ModelBundle.MODEL_LIMIT)
                        .labels())
                .containsExactly("a", "Food, drink", "c");
    }
}
