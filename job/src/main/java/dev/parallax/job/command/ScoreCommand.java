package dev.parallax.job.command;

import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.ZeroDivision;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.score.LabelPairs;
import dev.parallax.job.score.ScoreJson;
import dev.parallax.text.file.TextLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code parallax score}, which prints F1 by every name for pairs of classes. */
@Command(
        name = "score",
        description = "Reads lines label<TAB>prediction and prints one JSON object with F1 as Spark, scikit-learn,"
                + " TensorFlow, TorchMetrics and Keras compute it, and why the numbers differ. A metric that the"
                + " original leaves undefined or rejects is null, with the reason beside it.")
public final class ScoreCommand implements Callable<Integer>, DeclaresFiles {

    @Spec
    private CommandSpec spec;

    @Option(names = "--input", paramLabel = "FILE", description = "File to read. Default: standard input.")
    private @Nullable Path input;

    @Option(
            names = "--labels",
            paramLabel = "A,B,…",
            split = ",",
            description = "All classes, in order, whether they occur or not: scikit-learn's labels, and the number of"
                    + " classes of Keras and TorchMetrics. Default: those that occur, sorted.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--positive",
            paramLabel = "LABEL",
            description = "The positive class of binary F1. Default: as scikit-learn's pos_label=1: among numbers 1, of"
                    + " true and false true, else the second of two.")
    private String positive = "";

    @Option(
            names = "--zero-division",
            paramLabel = "VALUE",
            description =
                    "What scikit-learn takes for the F1 of a class that does not occur: warn (0, the default), 0, 1 or"
                            + " nan.",
            converter = ZeroDivisionConverter.class)
    private ZeroDivision zeroDivision = ZeroDivision.WARN;

    /** A picocli converter from scikit-learn's values of {@code zero_division}. */
    static final class ZeroDivisionConverter implements ITypeConverter<ZeroDivision> {
        @Override
        public ZeroDivision convert(String value) {
            for (ZeroDivision each : ZeroDivision.values()) {
                if (each.toString().equalsIgnoreCase(value)) {
                    return each;
                }
            }
            throw new TypeConversionException("must be warn, 0, 1 or nan, and is '" + value + "'");
        }
    }

    @Override
    public void declare(FileUses files) throws IOException {
        if (input != null) {
            files.reads("--input", input);
        }
    }

    @Override
    public Integer call() throws IOException {
        if (new HashSet<>(labels).size() != labels.size() || labels.contains("")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--labels': must be different names, none of them empty");
        }
        LabelPairs pairs;
        try (TextLines lines = input == null ? TextLines.of(System.in, "Standard input") : TextLines.open(input)) {
            pairs = LabelPairs.read(lines, labels);
        } catch (IllegalArgumentException e) {
            throw new IOException((input == null ? "standard input" : "--input " + input) + ": " + e.getMessage(), e);
        }
        if (!positive.isEmpty() && pairs.counts().total() > 0 && !pairs.labels().contains(positive)) {
            throw new IOException("The class of --positive must be one that occurs or is declared, and is none of the "
                    + pairs.labels().size());
        }
        F1Options options = new F1Options(positive, !labels.isEmpty(), zeroDivision);
        PrintWriter out = spec.commandLine().getOut();
        out.println(ScoreJson.json(pairs, options));
        out.flush();
        spec.commandLine()
                .getErr()
                .println("score: read " + OfflineSummary.count(pairs.counts().total(), "pair") + " of "
                        + OfflineSummary.count(pairs.labels().size(), "class", "classes"));
        return ExitStatus.OK;
    }
}
