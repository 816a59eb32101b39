package dev.parallax.job;

import dev.parallax.infer.ServingOptions;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.endpoint.FileEndpoints;
import dev.parallax.job.endpoint.FileFormat;
import dev.parallax.job.pipeline.ClassificationTopology;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.Serving;
import dev.parallax.job.pipeline.Shadowing;
import dev.parallax.job.report.ReportBranch;
import dev.parallax.job.report.ReportFiles;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parallax offline}: the same topology over a file. */
@Command(
        name = "offline",
        description =
                "Classifies the texts of a file with the topology that streams run. Predictions go to the output as "
                        + "JSON lines in the order of the input, dead letters to OUTPUT"
                        + FileEndpoints.DEAD_LETTERS_SUFFIX
                        + ", and with shadow.enabled disagreements with Spark NLP, in no "
                        + "order, to OUTPUT" + FileEndpoints.DISAGREEMENTS_SUFFIX + ".")
final class OfflineCommand implements Callable<Integer> {

    /** A report leaves no text out for lack of time: rows of all candidates wait in front of one model. */
    private static final Duration REPORT_PATIENCE = Duration.ofHours(2);

    private static final int REPORT_PIECES = 64;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines, label<TAB>text, or lines.")
    private Path input = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where predictions go. Needed unless there is a --report.")
    private @Nullable Path output;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Page that tells how often Spark NLP gives the same label, why it does not, and what to change; the"
                            + " numbers go beside it with the ending .json. Both show texts of the input. Every text is compared,"
                            + " whatever shadow.enabled and shadow.sample-rate say.")
    private @Nullable Path report;

    @Option(
            names = "--no-candidates",
            description = "Do not try what would mend the pipeline: some twenty other pipelines are run on every text"
                    + " otherwise, which takes several times as long.")
    private boolean withoutCandidates;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How lines are written: auto, json, tsv or text. Default: auto, by the file's name and first line.",
            converter = FileFormatConverter.class)
    private FileFormat format = FileFormat.AUTO;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    /** Reads a format whatever its case. */
    static final class FileFormatConverter implements ITypeConverter<FileFormat> {
        @Override
        public FileFormat convert(String value) {
            return FileFormat.valueOf(value.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public Integer call() throws Exception {
        if (output == null && report == null && spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--output=FILE' or '--report=FILE'");
        }
        PipelineConfig config =
                PipelineConfig.from(arguments.settings().with(Map.of("async.order", "ordered"), "offline"));
        if (report == null) {
            classify(config, output == null ? Path.of("") : output);
            return 0;
        }
        ReportFiles files = ReportFiles.of(report);
        Path scratch = Files.createTempDirectory(files.folder(), ".parallax-report-");
        try {
            report(config, files, output == null ? scratch.resolve("predictions") : output, scratch.resolve("counts"));
        } finally {
            deleteFolder(scratch);
        }
        return 0;
    }

    private void classify(PipelineConfig config, Path to) throws Exception {
        ServingOptions serving = Serving.options(config);
        Optional<ShadowOptions> shadow = Shadowing.options(config, serving, Overload.WAIT);
        try (FileEndpoints files = FileEndpoints.open(input, format, to, config.records())) {
            run(config, serving, files, environment -> {
                var unused =
                        ClassificationTopology.append(environment, files.endpoints(), serving, config.async(), shadow);
            });
        }
    }

    private void report(PipelineConfig config, ReportFiles to, Path predictions, Path counts) throws Exception {
        ServingOptions serving = Serving.options(config);
        ShadowOptions shadow = Shadowing.complete(config, serving, REPORT_PATIENCE, REPORT_PIECES);
        ReportBranch branch =
                new ReportBranch(String.valueOf(input.getFileName()), serving, shadow, !withoutCandidates, counts);
        try (FileEndpoints files = FileEndpoints.open(input, format, predictions, config.records())) {
            run(
                    config,
                    serving,
                    files,
                    environment -> ClassificationTopology.append(
                                    environment,
                                    files.endpoints(),
                                    serving,
                                    config.async().withTimeoutOf(REPORT_PATIENCE),
                                    Optional.of(shadow))
                            .comparisons()
                            .ifPresent(comparisons -> branch.append(comparisons, REPORT_PATIENCE)));
            branch.write(to, files.deadLettersByReason());
        }
    }

    private static void run(
            PipelineConfig config,
            ServingOptions serving,
            FileEndpoints files,
            Consumer<StreamExecutionEnvironment> topology)
            throws Exception {
        Configuration options = config.flink().configuration();
        if (!options.contains(CheckpointingOptions.CHECKPOINTING_TIMEOUT)) {
            // A checkpoint comes behind the texts that are under way, each with all its rows.
            options.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, REPORT_PATIENCE);
        }
        try (LocalCluster cluster = LocalCluster.start(1, options, serving)) {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options);
            environment.setParallelism(1);
            topology.accept(environment);
            JobID job = cluster.submit(environment, "Parallax offline");
            cluster.await(job);
            files.publish();
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
