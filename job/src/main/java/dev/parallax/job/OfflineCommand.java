package dev.parallax.job;

import dev.parallax.infer.ServingOptions;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.endpoint.FileEndpoints;
import dev.parallax.job.endpoint.FileFormat;
import dev.parallax.job.pipeline.ClassificationTopology;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.Serving;
import dev.parallax.job.pipeline.Shadowing;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines, label<TAB>text, or lines.")
    private Path input = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Where predictions go.")
    private Path output = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How lines are written: auto, json, tsv or text. Default: auto, by the file's name and first line.",
            converter = FileFormatConverter.class)
    private FileFormat format = FileFormat.AUTO;

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
        PipelineConfig config =
                PipelineConfig.from(arguments.settings().with(Map.of("async.order", "ordered"), "offline"));
        Configuration options = config.flink().configuration();
        try (FileEndpoints files = FileEndpoints.open(input, format, output, config.records());
                LocalCluster cluster = LocalCluster.start(1, options)) {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options);
            environment.setParallelism(1);
            ServingOptions serving = Serving.options(config);
            var unused = ClassificationTopology.append(
                    environment,
                    files.endpoints(),
                    serving,
                    config.async(),
                    Shadowing.options(config, serving, Overload.WAIT));
            JobID job = cluster.submit(environment, "Parallax offline");
            cluster.await(job);
            files.publish();
            return 0;
        }
    }
}
