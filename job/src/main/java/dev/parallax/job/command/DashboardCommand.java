package dev.parallax.job.command;

import dev.parallax.job.command.argument.ConfigArguments;
import dev.parallax.job.command.argument.Range;
import dev.parallax.job.config.KafkaProperties;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.dashboard.Dashboard;
import dev.parallax.job.dashboard.state.DashboardTopics;
import dev.parallax.job.files.FileUses;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code parallax dashboard}, which serves a web page with the reports of a job. */
@Command(
        name = "dashboard",
        description = "Serves a web page that shows quality reports, alerts and disagreements from Kafka as they "
                + "come. It only "
                + "reads. Ends with Ctrl-C.")
public final class DashboardCommand implements Callable<Integer>, DeclaresFiles {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The brokers; the same as --set kafka.bootstrap.servers=HOST:PORT.")
    private @Nullable String bootstrap;

    @Option(
            names = "--quality-topic",
            paramLabel = "TOPIC",
            description = "Topic of quality reports. Default: quality.",
            defaultValue = "quality")
    private String qualityTopic = "quality";

    @Option(
            names = "--alerts-topic",
            paramLabel = "TOPIC",
            description = "Topic of alerts. Default: alerts.",
            defaultValue = "alerts")
    private String alertsTopic = "alerts";

    @Option(
            names = "--disagreements-topic",
            paramLabel = "TOPIC",
            description = "Topic of disagreements. Default: disagreements.",
            defaultValue = "disagreements")
    private String disagreementsTopic = "disagreements";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "Interface to bind. Default: 127.0.0.1. Everybody who can reach another one can read the page.",
            defaultValue = "127.0.0.1")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to bind, 0 for a free one. Default: 8090.",
            defaultValue = "8090")
    @Range(from = "0", meaning = "a free one", to = "65535")
    private int port = 8090;

    @Override
    public void declare(FileUses files) throws IOException {
        arguments.declare(files);
    }

    @Override
    public Integer call() {
        Settings settings = arguments.settings();
        if (bootstrap != null) {
            settings = settings.with(Map.of("kafka." + KafkaProperties.BOOTSTRAP_SERVERS, bootstrap), "--bootstrap");
        }
        KafkaProperties kafka = KafkaProperties.from(settings);
        DashboardTopics topics = topics();
        try (Dashboard dashboard = Dashboard.start(kafka.consumer(), topics, host, port)) {
            System.out.println("Dashboard  " + dashboard.url());
            System.out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.OK;
    }

    private DashboardTopics topics() {
        try {
            return new DashboardTopics(qualityTopic, alertsTopic, disagreementsTopic);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
