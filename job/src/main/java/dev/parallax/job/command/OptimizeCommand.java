package dev.parallax.job.command;

import dev.parallax.job.command.argument.Range;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.files.OutputFile;
import dev.parallax.job.optimize.Limits;
import dev.parallax.job.optimize.Optimization;
import dev.parallax.job.optimize.OptimizationJson;
import dev.parallax.job.optimize.OptimizationPage;
import dev.parallax.job.optimize.OptimizationReport;
import dev.parallax.job.optimize.OptimizationText;
import dev.parallax.job.optimize.OptimizeRequest;
import dev.parallax.job.optimize.Precision;
import dev.parallax.job.optimize.TargetDevice;
import dev.parallax.train.model.ClassifierFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code parallax optimize}, which rewrites the graph of a model folder for speed on CPUs or on NVIDIA GPUs
 * and compares the result with its source. Progress is printed to standard error, the comparison to standard output;
 * the exit status is 0, 1 for a failure, 2 for an invalid command line and 4 for a change out of the limits.
 */
@Command(
        name = "optimize",
        description = "Rewrites a model's graph for CPUs or GPUs to run it faster, compares both models on texts, and"
                + " writes the new model folder if the change is within the limits. Status 4, and nothing written, if"
                + " not.")
public final class OptimizeCommand implements Callable<Integer>, DeclaresFiles {

    private static final String HTML = ".html";
    private static final String JSON = ".json";

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The model folder to rewrite.")
    private Path model = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The model folder to create; it must not exist, or be empty.")
    private Path out = Path.of("");

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "fp32",
            description = "fp32 for the same labels, int8 for products of 8-bit integers on CPUs, or fp16 for half"
                    + " precision on GPUs (${DEFAULT-VALUE}).")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "cpu, or cuda for the fused operators of ONNX Runtime that NVIDIA GPUs run fast. Default: cpu"
                    + " for fp32 and int8, cuda for fp16. Without a GPU both models are compared on the CPU.")
    private @Nullable TargetDevice device;

    @Option(
            names = "--texts",
            paramLabel = "FILE",
            description = "File with a text, or a label, a tab and a text in each line. For int8 activations are"
                    + " measured on the first quarter, 200 texts at most, products are chosen on a third of the others,"
                    + " and the models are compared on the rest."
                    + " Default: the built-in sentences of the quickstart.")
    private @Nullable Path texts;

    @Option(
            names = "--max-difference",
            paramLabel = "X",
            description = "Largest difference of a logit. Default: 0.0001 for fp32, none for int8, 0.05 for fp16.")
    @Range(from = "0", to = Range.LARGEST)
    private @Nullable Double maxDifference;

    @Option(
            names = "--keep-labels",
            paramLabel = "SHARE",
            description = "Smallest share of texts that keep their label. Default: 1 for fp32, 0.99 for int8, 0.998 for"
                    + " fp16. With int8 the products that change logits most stay in 32-bit floats, as many as that"
                    + " needs and half of all at most.")
    @Range(from = "0", to = "1")
    private @Nullable Double keepLabels;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes the comparison to a file as well: all numbers if its name ends in .json, a page if it"
                    + " ends in .html.")
    private @Nullable Path report;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void declare(FileUses files) throws IOException {
        files.names("--model", model);
        files.makes("--out", out);
        if (texts != null) {
            files.reads("--texts", texts);
        }
        if (report != null) {
            files.writes("--report", report);
        }
    }

    @Override
    public Integer call() throws IOException {
        TargetDevice target = device == null ? precision.usualDevice() : device;
        requireSound(target);
        Limits byDefault = precision.limits();
        Limits limits = new Limits(
                maxDifference == null ? byDefault.difference() : maxDifference,
                keepLabels == null ? byDefault.keptLabels() : keepLabels);
        String program = spec.root().version()[0];
        PrintWriter progress = spec.commandLine().getErr();
        OptimizationReport found = Optimization.run(
                new OptimizeRequest(model, out, precision, target, limits, Optional.ofNullable(texts), program),
                TrainCommand.eachTenth(progress));
        if (report != null) {
            OutputFile.write(report, isHtml(report) ? OptimizationPage.of(found) : OptimizationJson.of(found));
        }
        PrintWriter lines = spec.commandLine().getOut();
        lines.print(OptimizationText.of(found));
        lines.flush();
        progress.println("optimize: read " + model + "; "
                + (found.withinLimits() ? "wrote the model to " + out : "wrote no model")
                + (report == null ? "" : (found.withinLimits() ? " and" : ", and") + " the report to " + report));
        return found.withinLimits() ? ExitStatus.OK : ExitStatus.OUT_OF_LIMITS;
    }

    private void requireSound(TargetDevice target) {
        Optional<String> objection = precision.objection(target);
        if (objection.isPresent()) {
            throw new ParameterException(spec.commandLine(), objection.get());
        }
        if (ClassifierFolder.hasFiles(out) || Files.isRegularFile(out)) {
            throw new ParameterException(
                    spec.commandLine(), "--out " + out + " exists and is not empty: expected a new folder");
        }
        if (report != null && !isHtml(report) && !report.toString().endsWith(JSON)) {
            throw new ParameterException(
                    spec.commandLine(), "--report " + report + ": expected a name that ends in .json or .html");
        }
    }

    private static boolean isHtml(Path file) {
        return file.toString().endsWith(HTML);
    }
}
