package dev.parallax.job.command;

import dev.parallax.job.command.argument.Range;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.Quickstart;
import dev.parallax.job.quickstart.QuickstartPlan;
import dev.parallax.job.quickstart.QuickstartSummary;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code parallax quickstart}, which runs Kafka, producer and job in one process, with a built-in model and
 * built-in sentences.
 */
@Command(
        name = "quickstart",
        description =
                "Starts a Kafka broker, a Flink cluster with its web UI, a producer of labelled sentences and the "
                        + "job, all in this process, and shows what comes out, and how often, and why, a Spark "
                        + "NLP pipeline with the same "
                        + "weights would answer otherwise. Ends with Ctrl-C, or after --records.")
public final class QuickstartCommand implements Callable<Integer> {

    /**
     * Default rate, texts a second: the capacity of two cores for both sides and all other work in a JVM that is not
     * warmed up.
     */
    private static final double DEFAULT_RATE = 20;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Model that comes with Parallax: sentiment, sentiment-int8 or intent.",
            defaultValue = "sentiment")
    private String model = "sentiment";

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Stops after N records and prints one line of JSON: 0 (the default) runs until Ctrl-C.")
    @Range(from = "0", to = Range.MOST_RECORDS)
    private int records;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "Records a second at most, ${DEFAULT-VALUE} by default. 0 sends as many as the broker accepts; "
                            + "latencies are then those of a queue.",
            defaultValue = "20")
    @Range(from = "0", to = Range.LARGEST)
    private double rate = DEFAULT_RATE;

    @Option(names = "--no-shadow", description = "Disables the comparison with a Spark NLP pipeline on the same texts.")
    private boolean noShadow;

    @Option(
            names = "--dashboard-port",
            paramLabel = "PORT",
            description = "Port of the dashboard. Default: 8090, or a free one if that is taken.",
            defaultValue = "8090")
    @Range(from = "0", meaning = "a free one", to = "65535")
    private int dashboardPort = 8090;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets one option; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.load(Optional.empty(), overrides);
        if (!settings.contains("model.name") && !settings.contains("model.path")) {
            settings = settings.with(Map.of("model.name", model), "--model");
        }
        if (noShadow) {
            settings = settings.with(Map.of("shadow.enabled", "false"), "--no-shadow");
        }
        Corpus corpus = model.startsWith("intent") ? Corpus.intent() : Corpus.sentiment();
        PrintStream progress = System.err;
        Quickstart quickstart = new Quickstart(progress, Boolean.getBoolean("parallax.terminal"));
        QuickstartSummary summary = quickstart.run(new QuickstartPlan(corpus, settings, records, rate, dashboardPort));
        System.out.println(summary.json());
        return summary.complete() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
