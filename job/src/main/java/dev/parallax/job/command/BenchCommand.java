package dev.parallax.job.command;

import dev.parallax.job.bench.Bench;
import dev.parallax.job.bench.BenchReport;
import dev.parallax.job.bench.PeerComparison;
import dev.parallax.job.bench.PeerReport;
import dev.parallax.job.bench.ShadowCost;
import dev.parallax.job.bench.ShadowCostReport;
import dev.parallax.job.bench.Soak;
import dev.parallax.job.bench.SoakReport;
import dev.parallax.job.bench.peer.PeerEnvironment;
import dev.parallax.job.command.argument.ConfigArguments;
import dev.parallax.job.command.argument.Range;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.files.OutputFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code parallax bench}, which compares the job's throughput with that of the bare model. */
@Command(
        name = "bench",
        description =
                "Measures the bare model and the job around it, from Kafka to Kafka with a broker in this process, "
                        + "on the same texts in one run, and prints a Markdown table. Compare ratios within a "
                        + "run: absolute "
                        + "figures are the machine's.")
public final class BenchCommand implements Callable<Integer>, DeclaresFiles {

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records of each run of the job. Default: 3000.",
            defaultValue = "3000")
    @Range(from = "100", to = Range.MOST_RECORDS)
    private int records = 3000;

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

    @Option(names = "--model", paramLabel = "DIR", description = "Model folder. Default: the sentiment model.")
    private @Nullable Path model;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of one run of the model on the CPU; 0 for one per core. Default: as configured, 1.")
    @Range(from = "0", meaning = "one for each core", to = "1024")
    private @Nullable Integer threads;

    @Option(
            names = "--latency-seconds",
            paramLabel = "N",
            description = "How long records come at half of the job's throughput, half of it to warm up. Default: 60.",
            defaultValue = "60")
    @Range(from = "1", to = Range.MILLION)
    private int latencySeconds = 60;

    @Option(
            names = "--soak",
            paramLabel = "N",
            description = "Only runs the job over N records and reports its memory.")
    @Range(from = "100", to = Range.MOST_RECORDS)
    private int soak;

    @Option(
            names = "--shadow",
            description =
                    "Only measures what the comparison with Spark NLP costs, on texts that both sides read alike and "
                            + "on texts that they read differently.")
    private boolean shadow;

    @Option(
            names = "--peers",
            description =
                    "Only compares the job with other programs on the same texts, model and threads of the CPU: the "
                            + "real Spark NLP, which Maven builds and downloads the first time (350 MB), and "
                            + "@huggingface/transformers on Node, which npm installs the first time (480 MB). If one "
                            + "cannot be had, its row says why.")
    private boolean peers;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all values to a file as JSON as well.")
    private @Nullable Path json;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Spec
    private CommandSpec spec;

    @Override
    public void declare(FileUses files) throws IOException {
        arguments.declare(files);
        if (texts != null) {
            files.reads("--texts", texts);
        }
        if (model != null) {
            files.names("--model", model);
        }
        if (json != null) {
            files.writes("--json", json);
        }
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = arguments.settings();
        if (model != null) {
            settings = settings.with(Map.of("model.path", model.toString()), "--model");
        }
        if (threads != null) {
            settings = settings.with(Map.of("inference.cpu-threads", threads.toString()), "--threads");
        }
        PrintStream progress = System.err;
        Bench.Workload plan = new Bench.Workload(
                Optional.ofNullable(texts), maxWords, settings, soak > 0 ? soak : records, latencySeconds);
        if (soak > 0) {
            SoakReport report = new Soak(progress).run(plan);
            print(report.markdown(), report.json());
        } else if (shadow) {
            ShadowCostReport report = new ShadowCost(plan, progress).run();
            print(report.markdown(), report.json());
        } else if (peers) {
            PeerReport report = new PeerComparison(plan, PeerEnvironment.ofThisProcess(), progress).run();
            print(report.markdown(), report.json());
        } else {
            BenchReport report = new Bench(plan, progress).run();
            print(report.markdown(), report.json());
        }
        return 0;
    }

    private void print(String markdown, String values) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(markdown);
        out.flush();
        if (json != null) {
            OutputFile.write(json, values);
        }
    }
}
