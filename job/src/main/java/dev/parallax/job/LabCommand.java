package dev.parallax.job;

import dev.parallax.encode.EncodingException;
import dev.parallax.infer.ModelException;
import dev.parallax.job.lab.LabJson;
import dev.parallax.job.lab.LabPage;
import dev.parallax.job.lab.LabReport;
import dev.parallax.job.lab.LabText;
import dev.parallax.train.Initialization;
import dev.parallax.train.Lab;
import dev.parallax.train.LabRequest;
import dev.parallax.train.LabResult;
import dev.parallax.train.Loss;
import dev.parallax.train.Optimizer;
import dev.parallax.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code parallax lab}: fits one network in every way and says what its F1 is by every name. Progress goes to the error
 * stream, the table and what it says to the output stream; the status is 0, 1 for a failure and 2 for a wrong call.
 */
@Command(
        name = "lab",
        description = {
            "Fits one perceptron with each optimizer, from each start, with each loss, and says what part of the gap between two F1s"
                    + " comes from the metric's name, and what from training.",
            "Fits as Spark ML does, and as the question that this product answers: --layers 600, --iterations 100, --batch 256, --rate"
                    + " 0.01 are the question's, --project 300 its number of features."
        })
final class LabCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Labelled texts to fit on: label<TAB>text, or JSON lines with label and text.")
    private Path data = Path.of("");

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description =
                    "Labelled texts to test on. Without it a fifth of each class is set aside, drawn by the seed.")
    private @Nullable Path test;

    @Option(
            names = "--positive",
            paramLabel = "LABEL",
            defaultValue = "",
            description = "The class that binary F1 is about. Default: the rarer of two.")
    private String positive = "";

    @Option(
            names = "--project",
            paramLabel = "N",
            description = "Number of features after a random projection. Default: those of the encoder.")
    private @Nullable Integer project;

    @Option(names = "--html", paramLabel = "FILE", description = "Where to write a page.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the numbers.")
    private @Nullable Path json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides the split, the projection, the first weights and the order of rows (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private EncoderArguments encoder = new EncoderArguments();

    @Mixin
    private PerceptronArguments perceptron = new PerceptronArguments();

    @Override
    public Integer call() throws IOException {
        encoder.requireSound();
        requireFolder("--html", html);
        requireFolder("--json", json);
        PrintWriter progress = spec().commandLine().getErr();
        try {
            LabRequest request = new LabRequest(
                    encoder.folder(),
                    encoder.pooling(),
                    encoder.maxLength(),
                    encoder.threads(),
                    data,
                    Optional.ofNullable(test),
                    project == null ? OptionalInt.empty() : OptionalInt.of(project),
                    perceptron.options(Optimizer.LBFGS, Initialization.SPARK, Loss.CROSS_ENTROPY, seed));
            LabResult result = Lab.run(request, TrainCommand.eachTenth(progress));
            LabReport report = LabReport.of(request, result, positive);
            write(report);
            PrintWriter out = spec().commandLine().getOut();
            out.print(LabText.of(report));
            out.flush();
            return 0;
        } catch (TrainingException | EncodingException | ModelException | IllegalArgumentException e) {
            progress.println(e.getMessage());
            progress.flush();
            return 1;
        }
    }

    private void requireFolder(String option, @Nullable Path file) {
        if (file != null && (Files.isDirectory(file) || !Files.isDirectory(folder(file)))) {
            throw new ParameterException(
                    spec().commandLine(), option + " " + file + " is to be a file in a folder that is there");
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private void write(LabReport report) throws IOException {
        if (html != null) {
            Files.writeString(html, LabPage.of(report));
        }
        if (json != null) {
            Files.writeString(json, LabJson.of(report));
        }
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("The command was not called by picocli");
        }
        return spec;
    }
}
