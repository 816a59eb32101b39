package dev.parallax.job.quickstart;

import com.codahale.metrics.Clock;
import dev.parallax.infer.ServingOptions;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.dashboard.Dashboard;
import dev.parallax.job.dashboard.state.DashboardTopics;
import dev.parallax.job.endpoint.KafkaEndpoints;
import dev.parallax.job.endpoint.preflight.OutputTopics;
import dev.parallax.job.pipeline.ClassificationTopology;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.ReportOptions;
import dev.parallax.job.pipeline.SparkNlpShadow;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A Kafka broker, a Flink cluster, the job, its dashboard, a producer and a consumer, all in this process. For one
 * thread.
 */
public final class Quickstart {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String NO_BROKER_YET = LOOPBACK + ":0";
    private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(20);

    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param out where progress goes
     * @param terminal whether {@code out} is a terminal, on which progress is one line that is overwritten
     */
    public Quickstart(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Runs until all records have their results, or until the thread is interrupted.
     *
     * @throws ConfigException if options are wrong
     * @throws dev.parallax.infer.model.ModelException if the model cannot be used
     * @throws java.util.concurrent.ExecutionException if the job fails
     */
    public QuickstartSummary run(QuickstartPlan plan) throws Exception {
        out.println("Starting the broker, Flink and the model ...");
        PipelineConfig pipeline = PipelineConfig.from(QuickstartSettings.complete(plan.settings(), NO_BROKER_YET));
        ServingOptions serving = pipeline.serving();
        Optional<ShadowOptions> shadow = shadow(pipeline, plan.settings(), serving);
        try (ModelLoading model = ModelLoading.start(serving);
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            String bootstrapServers = broker.bootstrapServers();
            StreamingConfig config =
                    StreamingConfig.from(QuickstartSettings.complete(plan.settings(), bootstrapServers));
            for (String topic : QuickstartTopics.all()) {
                broker.createTopic(topic, 1);
            }
            broker.createGroup(QuickstartTopics.GROUP, QuickstartTopics.TEXTS);
            model.await();
            try (LocalCluster cluster =
                            LocalCluster.start(1, config.pipeline().flink().configuration(), serving);
                    Dashboard dashboard = dashboard(config, plan.dashboardPort())) {
                introduce(dashboard, cluster, bootstrapServers, shadow.isPresent());
                JobID job = submit(cluster, config, serving, shadow);
                return watch(plan, bootstrapServers, cluster, job);
            }
        }
    }

    private void introduce(Dashboard dashboard, LocalCluster cluster, String bootstrapServers, boolean shadow) {
        out.println("Dashboard  " + dashboard.url());
        out.println("Web UI     " + cluster.web());
        out.println("Broker     " + bootstrapServers + "   (topics: " + QuickstartTopics.TEXTS + " -> "
                + QuickstartTopics.PREDICTIONS + ", " + QuickstartTopics.DEAD_LETTERS
                + (shadow ? ", " + QuickstartTopics.DISAGREEMENTS : "") + ", " + QuickstartTopics.QUALITY + ", "
                + QuickstartTopics.ALERTS + ")");
        out.println("Watch      kafka-console-consumer.sh --bootstrap-server " + bootstrapServers + " --topic "
                + QuickstartTopics.PREDICTIONS + " --isolation-level read_committed");
    }

    private static JobID submit(
            LocalCluster cluster, StreamingConfig config, ServingOptions serving, Optional<ShadowOptions> shadow)
            throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(
                config.pipeline().flink().configuration());
        environment.setParallelism(1);
        ClassificationTopology.append(
                        environment,
                        KafkaEndpoints.of(config, OutputTopics.ask(config, BROKER_ANSWERS_WITHIN)),
                        serving,
                        config.pipeline().async(),
                        shadow,
                        ReportOptions.from(config.pipeline()))
                .comparisons()
                .ifPresent(Quickstart::count);
        return cluster.submit(environment, "Parallax quickstart");
    }

    private QuickstartSummary watch(QuickstartPlan plan, String bootstrapServers, LocalCluster cluster, JobID job)
            throws Exception {
        RecentPredictions recent = new RecentPredictions(Clock.defaultClock());
        SendingLimit limit = new SendingLimit(plan.perSecond() > 0);
        try (ResultConsumer results = new ResultConsumer(
                        bootstrapServers, QuickstartTopics.PREDICTIONS, QuickstartTopics.DEAD_LETTERS, 1, recent);
                SentenceProducer producer = new SentenceProducer(
                        bootstrapServers,
                        QuickstartTopics.TEXTS,
                        plan.corpus(),
                        true,
                        plan.records(),
                        plan.perSecond(),
                        limit)) {
            ProgressLine line = new ProgressLine(out, terminal, System::nanoTime);
            return new QuickstartRun(out, line, cluster, job, plan.records(), producer, results, recent, limit)
                    .untilDone(bootstrapServers);
        }
    }

    private static Dashboard dashboard(StreamingConfig config, int port) {
        DashboardTopics topics =
                new DashboardTopics(QuickstartTopics.QUALITY, QuickstartTopics.ALERTS, QuickstartTopics.DISAGREEMENTS);
        return Dashboard.start(config.kafka().consumer(), topics, LOOPBACK, isFree(port) ? port : 0);
    }

    /** Another quickstart may run on this machine, or anything else. */
    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** A shadow that the model cannot have is omitted, unless it was asked for. */
    private Optional<ShadowOptions> shadow(PipelineConfig config, Settings settings, ServingOptions serving) {
        try {
            return SparkNlpShadow.from(config, serving, Overload.SHED);
        } catch (ConfigException e) {
            if (settings.contains(QuickstartSettings.SHADOW)) {
                throw e;
            }
            out.println("No comparison with Spark NLP: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void count(DataStream<Comparison> comparisons) {
        comparisons
                .filter(new ComparisonCounter())
                .name("Count")
                .uid("count")
                .sinkTo(new DiscardingSink<>())
                .name("Nowhere")
                .uid("nowhere");
    }
}
