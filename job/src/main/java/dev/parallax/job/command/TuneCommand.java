package dev.parallax.job.command;

import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.job.command.argument.ConfigArguments;
import dev.parallax.job.command.argument.Range;
import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.files.OutputFile;
import dev.parallax.job.model.DefaultModel;
import dev.parallax.job.tune.Goal;
import dev.parallax.job.tune.Tuning;
import dev.parallax.job.tune.TuningJson;
import dev.parallax.job.tune.TuningReport;
import dev.parallax.job.tune.TuningText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code parallax tune}, which finds threads and batches that suit a model on this machine. */
@Command(
        name = "tune",
        description = "Measures runs of the model on this machine, finds by simulation the threads, batches in flight,"
                + " rows and padded tokens with the highest throughput, or with --p99 and --rate with a bounded"
                + " latency, checks three settings with the real batcher, and prints YAML to paste. Let nothing else"
                + " use the machine.")
public final class TuneCommand implements Callable<Integer>, DeclaresFiles {

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            description =
                    "Model that comes with Parallax, such as sentiment, or a model folder. Default: the configured"
                            + " model.")
    private @Nullable String model;

    @Option(
            names = "--texts",
            paramLabel = "FILE",
            description = "File with a text, or a label, a tab and a text in each line. Default: the built-in "
                    + "sentiment sentences, of which a few are very long.")
    private @Nullable Path texts;

    @Option(
            names = "--max-words",
            paramLabel = "N",
            description = "Skips texts of more words; 0, the default, skips none.")
    @Range(from = "0", to = Range.MILLION)
    private int maxWords;

    @Option(
            names = "--p99",
            paramLabel = "MS",
            description = "Bound of the 99th percentile of the latency in batcher and model, milliseconds.")
    @Range(from = "0", exclusive = true, to = Range.LARGEST)
    private @Nullable Double p99;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Texts a second that arrive. Default: with --p99 the highest rate that keeps it, else a "
                    + "backlog.")
    @Range(from = "0", exclusive = true, to = Range.LARGEST)
    private @Nullable Double rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Time of each measurement: of each number of threads and batches in flight, and of each "
                    + "check. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    @Range(from = "0", exclusive = true, to = Range.MILLION)
    private double seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all values to a file as JSON as well.")
    private @Nullable Path json;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Spec
    private CommandSpec spec;

    @Override
    public void declare(FileUses files) throws IOException {
        arguments.declare(files);
        if (model != null && !DefaultModel.names().contains(model)) {
            files.names("--model", Path.of(model));
        }
        if (texts != null) {
            files.reads("--texts", texts);
        }
        if (json != null) {
            files.writes("--json", json);
        }
    }

    @Override
    public Integer call() throws IOException, ClassifierException, InterruptedException {
        Tuning.Plan plan = new Tuning.Plan(
                Optional.ofNullable(texts), maxWords, settings(), new Goal(number(p99), number(rate)), seconds);
        PrintWriter err = spec.commandLine().getErr();
        TuningReport report = new Tuning(plan, line -> {
                    err.println(line);
                    err.flush();
                })
                .run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(TuningText.of(report));
        out.flush();
        if (json != null) {
            OutputFile.write(json, TuningJson.of(report));
        }
        return ExitStatus.OK;
    }

    private Settings settings() {
        Settings settings = arguments.settings();
        if (model == null) {
            return settings;
        }
        if (DefaultModel.names().contains(model)) {
            return settings.with(Map.of(ModelKeys.NAME.key(), model), "--model");
        }
        if (!Files.isDirectory(Path.of(model))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--model " + model + " is no folder: expected one, or one of " + DefaultModel.names());
        }
        return settings.with(Map.of(ModelKeys.PATH.key(), model), "--model");
    }

    private static OptionalDouble number(@Nullable Double given) {
        return given == null ? OptionalDouble.empty() : OptionalDouble.of(given);
    }
}
