package dev.parallax.job.command;

import dev.parallax.job.command.argument.EncoderArguments;
import dev.parallax.job.command.argument.FileFormatArguments;
import dev.parallax.job.command.argument.PerceptronArguments;
import dev.parallax.job.command.argument.Range;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.files.OutputFile;
import dev.parallax.job.lab.LabJson;
import dev.parallax.job.lab.LabPage;
import dev.parallax.job.lab.LabReport;
import dev.parallax.job.lab.LabText;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.lab.Lab;
import dev.parallax.train.lab.LabRequest;
import dev.parallax.train.lab.LabResult;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code parallax lab}, which fits one network with every optimizer, initialization and loss, and prints
 * its F1 by every name. Progress is printed to standard error, the table and the findings to standard output; the exit
 * status is 0, 1 for a failure and 2 for an invalid command line.
 */
@Command(
        name = "lab",
        description = {
            "Fits one perceptron with each optimizer, from each start, with each loss, and says what part of "
                    + "the gap between two F1s"
                    + " comes from the metric's name, and what from training.",
            "Fits as Spark ML does, and as the question that motivated this project: --layers 600, --iterations "
                    + "100, --batch 256, --rate"
                    + " 0.01 are the question's, --project 300 its number of features."
        })
public final class LabCommand implements Callable<Integer>, DeclaresFiles {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Labelled texts to fit on: label<TAB>text, or JSON lines with label and text.")
    private Path data = Path.of("");

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "Labelled texts to test on. Without it a random fifth of each class is held out.")
    private @Nullable Path test;

    @Option(
            names = "--positive",
            paramLabel = "LABEL",
            defaultValue = "",
            description = "The positive class of binary F1. Default: the rarer of two.")
    private String positive = "";

    @Option(
            names = "--project",
            paramLabel = "N",
            description = "Number of features after a random projection. Default: those of the encoder.")
    @Range(from = "1", to = Range.MOST_CLASSES)
    private @Nullable Integer project;

    @Option(names = "--html", paramLabel = "FILE", description = "HTML file to write.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "JSON file to write.")
    private @Nullable Path json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of the split, the projection, the initial weights and the order of rows (${DEFAULT-VALUE}).")
    @Range(from = Range.LEAST_LONG, to = Range.LARGEST_LONG)
    private long seed = 1;

    @Mixin
    private FileFormatArguments format = new FileFormatArguments();

    @Mixin
    private EncoderArguments encoder = new EncoderArguments();

    @Mixin
    private PerceptronArguments perceptron = new PerceptronArguments();

    @Override
    public void declare(FileUses files) throws IOException {
        files.reads("--data", data);
        if (test != null) {
            files.reads("--test", test);
        }
        encoder.declare(files);
        if (html != null) {
            files.writes("--html", html);
        }
        if (json != null) {
            files.writes("--json", json);
        }
    }

    @Override
    public Integer call() throws IOException {
        encoder.requireSound();
        PrintWriter progress = spec.commandLine().getErr();
        LabRequest request = new LabRequest(
                encoder.folder(),
                encoder.pooling(),
                encoder.maxLength(),
                encoder.threads(),
                data,
                Optional.ofNullable(test),
                format.format(),
                project == null ? OptionalInt.empty() : OptionalInt.of(project),
                perceptron.options(Optimizer.LBFGS, Initialization.SPARK, Loss.CROSS_ENTROPY, seed));
        LabResult result = Lab.run(request, TrainCommand.eachTenth(progress));
        LabReport report = labReport(request, result);
        write(report);
        PrintWriter out = spec.commandLine().getOut();
        out.print(LabText.of(report));
        out.flush();
        progress.println("lab: read " + data + (test == null ? "" : " and " + test) + written());
        return ExitStatus.OK;
    }

    private LabReport labReport(LabRequest request, LabResult result) {
        try {
            return LabReport.of(request, result, positive);
        } catch (IllegalArgumentException e) {
            throw new TrainingException("--positive: " + e.getMessage(), e);
        }
    }

    private String written() {
        String files = Stream.of(html, json)
                .filter(Objects::nonNull)
                .map(Path::toString)
                .collect(Collectors.joining(" and "));
        return files.isEmpty() ? "" : "; wrote " + files;
    }

    private void write(LabReport report) throws IOException {
        if (html != null) {
            OutputFile.write(html, LabPage.of(report));
        }
        if (json != null) {
            OutputFile.write(json, LabJson.of(report));
        }
    }
}
