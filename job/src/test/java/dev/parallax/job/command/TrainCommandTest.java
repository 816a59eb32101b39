package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.model.ModelBundle;
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

class TrainCommandTest {

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeEncoder() {
        new TinyEncoder().write(temp.resolve("encoder"));
    }

    private String data(String name) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String thing : List.of("film", "meal", "phone", "very film", "very meal")) {
            for (String word : List.of("good", "great", "lovely")) {
                lines.append("positive\ta ")
                        .append(word)
                        .append(' ')
                        .append(thing)
                        .append(" .\n");
            }
            for (String word : List.of("bad", "awful", "dull")) {
                lines.append("negative\ta ")
                        .append(word)
                        .append(' ')
                        .append(thing)
                        .append(" .\n");
            }
        }
        return Files.writeString(temp.resolve(name), lines).toString();
    }

    private int train(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--encoder",
                temp.resolve("encoder").toString(),
                "--out",
                temp.resolve("model").toString()));
        arguments.addAll(List.of(more));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void a_model_folder_is_made_and_its_evaluation_printed() throws Exception {
        int status = train("--data", data("train.tsv"), "--test", data("test.tsv"), "--note", "written for a test");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("2 labels, 30 training rows, encoder encoder")
                .contains("test.tsv (held out): 30 rows, accuracy 1.0000");
        assertThat(err.toString()).contains("encoding texts of train.tsv: 30 of 30");
        assertThat(ModelBundle.read(temp.resolve("model"), null, ModelBundle.MODEL_LIMIT)
                        .labels())
                .containsExactly("negative", "positive");
        assertThat(temp.resolve("model/head.json")).content().contains("written for a test");
    }

    @Test
    void a_number_behind_a_file_makes_its_rows_count_as_often() throws Exception {
        int status = train("--data", data("train.tsv") + "=3", "--l2", "0.1");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).contains("90 training rows").contains("L2 penalty 0.1");
    }

    @Test
    void a_perceptron_is_trained_as_the_options_say() throws Exception {
        int status = train(
                "--data",
                data("train.tsv"),
                "--head",
                "perceptron",
                "--layers",
                "5,4",
                "--optimizer",
                "sgd",
                "--init",
                "truncated-normal",
                "--loss",
                "log-loss",
                "--iterations",
                "3",
                "--features",
                "mean");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("layers 8-5-4-2, sgd from truncated-normal: loss ")
                .contains("after 3 iterations")
                .contains("train.tsv (fitted): 30 rows");
        assertThat(temp.resolve("model/head.json"))
                .content()
                .contains("\"pooling\" : \"mean\"", "\"loss\" : \"log-loss\"");
    }

    @Test
    void a_head_alone_has_no_encoder() throws Exception {
        int status = train("--data", data("train.tsv"), "--head", "perceptron", "--iterations", "2", "--head-only");

        assertThat(status).as(err.toString()).isZero();
        assertThat(temp.resolve("model/head.onnx")).exists();
        assertThat(temp.resolve("model/model.onnx")).doesNotExist();
    }

    @Test
    void wrong_options_of_a_perceptron_are_reported() throws Exception {
        String data = data("train.tsv");

        assertThat(train("--data", data, "--head", "perceptron", "--l2", "0.1")).isEqualTo(2);
        assertThat(train("--data", data, "--head", "perceptron", "--init", "zeros"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("truncated-normal");
        assertThat(train("--data", data, "--head", "perceptron", "--rate", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--rate").contains("must be a number above 0");
    }

    @Test
    void bad_data_is_a_failure_with_file_and_line() throws Exception {
        Path bad = Files.writeString(temp.resolve("bad.tsv"), "positive\tgood\nno tab here\n");

        int status = train("--data", bad.toString());

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("bad.tsv line 2 has no tab").doesNotContain("Exception");
        assertThat(temp.resolve("model")).doesNotExist();
    }

    @Test
    void an_output_folder_with_files_is_an_invalid_command_line() throws Exception {
        Files.createDirectory(temp.resolve("model"));
        Files.writeString(temp.resolve("model/notes.txt"), "mine");

        int status = train("--data", data("train.tsv"));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("exists and is not empty");
        assertThat(temp.resolve("model/notes.txt")).hasContent("mine");
    }

    @Test
    void an_unknown_encoder_is_an_invalid_command_line() throws Exception {
        int status = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "train",
                        "--encoder",
                        "no-such-encoder",
                        "--out",
                        temp.resolve("m").toString(),
                        "--data",
                        data("a.tsv"));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("no-such-encoder").contains("bge-small-en-v1.5");
    }

    @Test
    void a_missing_option_and_values_out_of_range_are_invalid_command_lines() throws Exception {
        String data = data("train.tsv");

        assertThat(train()).isEqualTo(2);
        assertThat(train("--data", data, "--threads", "-1")).isEqualTo(2);
        assertThat(train("--data", data, "--max-length", "0")).isEqualTo(2);
        assertThat(train("--data", data, "--l2", "-0.5")).isEqualTo(2);
    }

    @Test
    void train_is_a_command_of_parallax() {
        assertThat(new CommandLine(TrainCommand.class).getCommandName()).isEqualTo("train");
        assertThat(Main.class.getAnnotation(CommandLine.Command.class).subcommands())
                .contains(TrainCommand.class);
    }
}
