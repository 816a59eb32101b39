package dev.parallax.job.command;

import dev.parallax.infer.ServingOptions;
import dev.parallax.job.command.argument.ConfigArguments;
import dev.parallax.job.command.argument.FileFormatArguments;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.endpoint.file.FileEndpoints;
import dev.parallax.job.endpoint.file.FileEndpoints.Outputs;
import dev.parallax.job.endpoint.file.FileEndpoints.Written;
import dev.parallax.job.filereport.ReportBranch;
import dev.parallax.job.filereport.ReportFiles;
import dev.parallax.job.files.ExitCleanup;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.pipeline.ClassificationTopology;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.SparkNlpShadow;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code parallax offline}, which runs the job's topology on a file. */
@Command(
        name = "offline",
        description =
                "Classifies the texts of a file with the topology that streams run. Predictions go to the output as "
                        + "JSON lines in the order of the input, dead letters to OUTPUT"
                        + FileEndpoints.DEAD_LETTERS_SUFFIX
                        + ", and with shadow.enabled disagreements with Spark NLP, in no "
                        + "order, to OUTPUT" + FileEndpoints.DISAGREEMENTS_SUFFIX + ".")
public final class OfflineCommand implements Callable<Integer>, DeclaresFiles {

    /** Time limit of a row in a report: rows of all candidates wait for one model, and no text is left out. */
    private static final Duration REPORT_ROW_TIMEOUT = Duration.ofHours(2);

    private static final int REPORT_PIECES = 64;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines, label<TAB>text, or lines of text, in UTF-8, plain or compressed with gzip.")
    private Path input = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Output file of predictions. Required unless there is a --report.")
    private @Nullable Path output;

    @Option(
            names = "--dead-letters",
            paramLabel = "FILE",
            description = "Output file of dead letters. Default: OUTPUT" + FileEndpoints.DEAD_LETTERS_SUFFIX
                    + "; required if the output is a FIFO or a device.")
    private @Nullable Path deadLetters;

    @Option(
            names = "--disagreements",
            paramLabel = "FILE",
            description = "Output file of disagreements, with a shadow. Default: "
                    + "OUTPUT" + FileEndpoints.DISAGREEMENTS_SUFFIX
                    + "; required if the output is a FIFO or a device.")
    private @Nullable Path disagreements;

    @Option(
            names = "--fail-on-dead-letters",
            description = "End with status 3 if there are dead letters. All files are written all the same.")
    private boolean failOnDeadLetters;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Page on how often Spark NLP returns the same label, why it does not, and what to change; the"
                    + " numbers go beside it with the ending .json. Both show texts of the input. Every "
                    + "text is compared,"
                    + " whatever shadow.enabled and shadow.sample-rate say.")
    private @Nullable Path report;

    @Option(
            names = "--no-candidates",
            description = "Skips the candidates: about twenty other pipelines are run on every text otherwise, "
                    + "which takes several times as long.")
    private boolean withoutCandidates;

    @Mixin
    private FileFormatArguments format = new FileFormatArguments();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Override
    public void declare(FileUses files) throws IOException {
        if (output == null && report == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--output=FILE' or '--report=FILE'");
        }
        if (output == null && (deadLetters != null || disagreements != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--dead-letters and --disagreements go with --output=FILE, which is missing");
        }
        files.reads("--input", input);
        arguments.declare(files);
        if (report != null) {
            ReportFiles pages = ReportFiles.of(report);
            files.writes("--report", pages.page());
            files.writes("--report (numbers)", pages.numbers());
        }
        if (output != null) {
            Outputs outputs = outputs(output, true);
            files.writes("--output", output);
            boolean stream = FileUses.isStream(output);
            if (stream && deadLetters == null) {
                throw new IOException("--output " + output
                        + " is no regular file: expected --dead-letters FILE for the file beside it");
            }
            files.writes(deadLetters == null ? "--output (dead letters)" : "--dead-letters", outputs.deadLetters());
            if (disagreements != null) {
                files.writes("--disagreements", disagreements);
            } else if (outputs.disagreements().isPresent() && !stream) {
                files.writes("--output (disagreements)", outputs.disagreements().get());
            }
        }
    }

    private Outputs outputs(Path predictions, boolean shadow) {
        Outputs beside = Outputs.beside(predictions, shadow);
        return new Outputs(
                predictions,
                deadLetters == null ? beside.deadLetters() : deadLetters,
                disagreements == null || !shadow ? beside.disagreements() : Optional.of(disagreements));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        PipelineConfig config =
                PipelineConfig.from(arguments.settings().with(Map.of("async.order", "ordered"), "offline"));
        Written written =
                report == null ? classify(config, output == null ? Path.of("") : output) : report(config, report);
        err.println(OfflineSummary.of(
                input,
                Optional.ofNullable(output).map(file -> outputs(file, true)),
                Optional.ofNullable(report),
                written));
        return failOnDeadLetters && written.letters() > 0 ? ExitStatus.DEAD_LETTERS : ExitStatus.OK;
    }

    private Written classify(PipelineConfig config, Path to) throws Exception {
        ServingOptions serving = config.serving();
        Optional<ShadowOptions> shadow = SparkNlpShadow.from(config, serving, Overload.WAIT);
        boolean compared = shadow.isPresent() || !serving.heads().isEmpty();
        requirePlaceOfDisagreements(to, compared);
        try (FileEndpoints files = open(outputs(to, compared), config)) {
            return run(config, serving, files, environment -> {
                var unused =
                        ClassificationTopology.append(environment, files.endpoints(), serving, config.async(), shadow);
            });
        }
    }

    private FileEndpoints open(Outputs outputs, PipelineConfig config) throws IOException {
        FileEndpoints files = FileEndpoints.open(input, format.format(), outputs, config.records());
        files.notices().forEach(spec.commandLine().getErr()::println);
        return files;
    }

    private void requirePlaceOfDisagreements(Path to, boolean shadow) throws IOException {
        if (shadow && disagreements == null && FileUses.isStream(to)) {
            throw new IOException("--output " + to
                    + " is no regular file: expected --disagreements FILE for the file beside it, or no shadow");
        }
    }

    private Written report(PipelineConfig config, Path page) throws Exception {
        ReportFiles to = ReportFiles.of(page);
        // Next to the report, since predictions need as much disk space as the input.
        Path scratch = Files.isWritable(to.folder())
                ? Files.createTempDirectory(to.folder(), ".parallax-report-")
                : Files.createTempDirectory(".parallax-report-");
        ExitCleanup.add(scratch);
        try {
            Outputs outputs =
                    output == null ? Outputs.beside(scratch.resolve("predictions"), true) : outputs(output, true);
            requirePlaceOfDisagreements(outputs.predictions(), true);
            return report(config, to, outputs, scratch.resolve("counts"));
        } finally {
            ExitCleanup.delete(scratch);
            ExitCleanup.remove(scratch);
        }
    }

    private Written report(PipelineConfig config, ReportFiles to, Outputs outputs, Path counts) throws Exception {
        ServingOptions serving = config.serving();
        ShadowOptions shadow = SparkNlpShadow.complete(config, serving, REPORT_ROW_TIMEOUT, REPORT_PIECES);
        ReportBranch branch =
                new ReportBranch(String.valueOf(input.getFileName()), serving, shadow, !withoutCandidates, counts);
        try (FileEndpoints files = open(outputs, config)) {
            Written written = run(
                    config,
                    serving,
                    files,
                    environment -> ClassificationTopology.append(
                                    environment,
                                    files.endpoints(),
                                    serving,
                                    config.async().withTimeoutOf(REPORT_ROW_TIMEOUT),
                                    Optional.of(shadow))
                            .comparisons()
                            .ifPresent(comparisons -> branch.append(comparisons, REPORT_ROW_TIMEOUT)));
            branch.write(to, written.deadLetters());
            return written;
        }
    }

    private static Written run(
            PipelineConfig config,
            ServingOptions serving,
            FileEndpoints files,
            Consumer<StreamExecutionEnvironment> topology)
            throws Exception {
        Configuration options = config.flink().configuration();
        if (!options.contains(CheckpointingOptions.CHECKPOINTING_TIMEOUT)) {
            // A checkpoint barrier follows the texts in flight, each with all its rows.
            options.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, REPORT_ROW_TIMEOUT);
        }
        try (LocalCluster cluster = LocalCluster.start(1, options, serving)) {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options);
            environment.setParallelism(1);
            topology.accept(environment);
            JobID job = cluster.submit(environment, "Parallax offline");
            cluster.await(job);
            return files.publish();
        }
    }
}
