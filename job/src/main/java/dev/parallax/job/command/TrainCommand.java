package dev.parallax.job.command;

import dev.parallax.job.command.argument.EncoderArguments;
import dev.parallax.job.command.argument.FileFormatArguments;
import dev.parallax.job.command.argument.PerceptronArguments;
import dev.parallax.job.command.argument.Range;
import dev.parallax.job.files.FileUses;
import dev.parallax.train.HeadTrainer;
import dev.parallax.train.TrainingRequest;
import dev.parallax.train.data.Progress;
import dev.parallax.train.model.ClassifierFolder;
import dev.parallax.train.model.Evaluation;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code parallax train}, which trains a head on a frozen encoder. Progress is printed to standard error,
 * the evaluation to standard output; the exit status is 0, 1 for a failure and 2 for an invalid command line.
 */
@Command(
        name = "train",
        description = "Trains a classification head on a frozen encoder and writes a model folder.",
        footer = {
            "",
            "Data files have lines label<TAB>text, or JSON lines with label and text, in UTF-8, plain or "
                    + "compressed with gzip."
        })
public final class TrainCommand implements Callable<Integer>, DeclaresFiles {

    private static final Pattern REPEATED = Pattern.compile("(.+)=([1-9]\\d{0,3})");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE[=TIMES]",
            description = "Labelled texts to fit on; each row counts TIMES times. May be given several times.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--validate",
            paramLabel = "FILE",
            description =
                    "Labelled texts to choose the penalty on, never fitted on. Without any, a tenth of the data is set "
                            + "aside for that, and the head is then fitted on all of it.")
    private List<Path> validate = new ArrayList<>();

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "Labelled texts to evaluate the finished head on, without any part in training.")
    private List<Path> test = new ArrayList<>();

    @Mixin
    private FileFormatArguments format = new FileFormatArguments();

    @Mixin
    private EncoderArguments encoder = new EncoderArguments();

    @Option(
            names = "--head",
            paramLabel = "NAME",
            defaultValue = "linear",
            description = "linear, or perceptron: sigmoid hidden layers and softmax, as Spark ML's (${DEFAULT-VALUE}).")
    private HeadKind head = HeadKind.LINEAR;

    /** Kinds of heads. */
    enum HeadKind {
        /** Logistic regression on standardised features, with a penalty. */
        LINEAR,
        /** Spark ML's multilayer perceptron. */
        PERCEPTRON
    }

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "lbfgs",
            description = "Of a perceptron: ${COMPLETION-CANDIDATES} (plain gradient descent).")
    private Optimizer optimizer = Optimizer.LBFGS;

    @Option(
            names = "--init",
            paramLabel = "NAME",
            defaultValue = "spark",
            description = "Initial weights of a perceptron: ${COMPLETION-CANDIDATES}.")
    private Initialization init = Initialization.SPARK;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            defaultValue = "cross-entropy",
            description = "Loss function of a perceptron: ${COMPLETION-CANDIDATES}.")
    private Loss loss = Loss.CROSS_ENTROPY;

    @Mixin
    private PerceptronArguments perceptron = new PerceptronArguments();

    @Option(names = "--head-only", description = "Writes the head alone, head.onnx and head.json, without the encoder.")
    private boolean headOnly;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The model folder to create; it must not exist, or be empty.")
    private Path out = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the split, and of a perceptron's initial weights and order of rows"
                    + " (${DEFAULT-VALUE}).")
    @Range(from = Range.LEAST_LONG, to = Range.LARGEST_LONG)
    private long seed = 1;

    @Option(
            names = "--l2",
            paramLabel = "X",
            description = "Penalty on the weights of standardised features, instead of choosing it.")
    @Range(from = "0", to = Range.LARGEST)
    private @Nullable Double l2;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "Licences and attributions of the data, written into head.json.")
    private String note = "";

    @Override
    public void declare(FileUses files) throws IOException {
        for (Path file : data()) {
            files.reads("--data", file);
        }
        for (Path file : validate) {
            files.reads("--validate", file);
        }
        for (Path file : test) {
            files.reads("--test", file);
        }
        encoder.declare(files);
        files.makes("--out", out);
    }

    @Override
    public Integer call() {
        PrintWriter progress = spec.commandLine().getErr();
        requireSound();
        TrainingRequest request = new TrainingRequest(
                encoder.folder(),
                data(),
                validate,
                test,
                out,
                seed,
                encoder.maxLength(),
                encoder.threads(),
                l2 == null ? OptionalDouble.empty() : OptionalDouble.of(l2),
                note,
                encoder.pooling(),
                head == HeadKind.LINEAR
                        ? Optional.empty()
                        : Optional.of(perceptron.options(optimizer, init, loss, seed)),
                headOnly,
                format.format());
        HeadCard card = HeadTrainer.train(request, eachTenth(progress));
        print(card, spec.commandLine().getOut());
        progress.println("train: read " + OfflineSummary.count(card.training().rows(), "training row") + " from "
                + OfflineSummary.count(card.training().files().size(), "file") + "; wrote the model to " + out);
        return ExitStatus.OK;
    }

    private void requireSound() {
        if (ClassifierFolder.hasFiles(out) || Files.isRegularFile(out)) {
            throw wrong("--out " + out + " exists and is not empty: expected a new folder");
        }
        encoder.requireSound();
        if (l2 != null && !(l2 >= 0)) {
            throw wrong("--l2 is " + l2 + ": expected 0 or more");
        }
        if (l2 != null && head == HeadKind.PERCEPTRON) {
            throw wrong("--l2 is for a linear head: expected none with --head perceptron");
        }
    }

    private List<Path> data() {
        List<Path> files = new ArrayList<>();
        for (String argument : data) {
            Matcher repeated = REPEATED.matcher(argument);
            if (repeated.matches()) {
                files.addAll(Collections.nCopies(Integer.parseInt(repeated.group(2)), Path.of(repeated.group(1))));
            } else {
                files.add(Path.of(argument));
            }
        }
        return files;
    }

    /** A listener that prints every tenth of a stage and its end. */
    static Progress eachTenth(PrintWriter out) {
        Map<String, Long> tenths = new HashMap<>();
        return new Progress() {
            @Override
            public void advanced(String stage, int done, int total) {
                long tenth = 10L * done / total;
                if (!Long.valueOf(tenth).equals(tenths.put(stage, tenth))) {
                    out.printf(Locale.ROOT, "%s: %d of %d%n", stage, done, total);
                    out.flush();
                }
            }

            @Override
            public void noticed(String sentence) {
                out.println(sentence);
                out.flush();
            }
        };
    }

    private static void print(HeadCard card, PrintWriter out) {
        HeadCard.Training training = card.training();
        out.printf(
                Locale.ROOT,
                "%d labels, %d training rows, encoder %s, %s%n",
                card.labels().size(),
                training.rows(),
                card.encoder().name(),
                kind(training));
        training.search()
                .forEach(trial -> out.printf(
                        Locale.ROOT,
                        "  L2 %-7s accuracy %.4f  log loss %.4f%n",
                        trial.l2(),
                        trial.accuracy(),
                        trial.logLoss()));
        for (Evaluation evaluation : card.evaluations()) {
            out.print(evaluation.describe());
        }
        out.flush();
    }

    private static String kind(HeadCard.Training training) {
        HeadCard.Network network = training.network();
        if (network == null) {
            return "L2 penalty " + training.l2();
        }
        List<Double> losses = network.losses();
        return String.format(
                Locale.ROOT,
                "layers %s, %s from %s: loss %.4f, after %d iterations %.4f",
                network.layers().stream().map(String::valueOf).collect(Collectors.joining("-")),
                network.optimizer(),
                network.init(),
                losses.get(0),
                network.iterations(),
                losses.get(losses.size() - 1));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
