package dev.parallax.job.quickstart;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Everything at once in one process: a broker, a Flink cluster, somebody who sends, the job, and somebody who reads
 * what comes out. For one thread.
 */
public final class Quickstart {

    private static final String TEXTS = "texts";
    private static final String PREDICTIONS = "predictions";
    private static final String DEAD_LETTERS = "dead-letters";
    private static final String DISAGREEMENTS = "disagreements";
    private static final String QUALITY = "quality";
    private static final String ALERTS = "alerts";
    private static final String SHADOW = "shadow.enabled";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String GROUP = "parallax-quickstart";
    private static final Duration NO_PROGRESS = Duration.ofMinutes(2);
    private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(20);
    private static final Duration COMMITTED_WITHIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LINES = Duration.ofMillis(500);

    /**
     * What to run.
     *
     * @param corpus what to send
     * @param settings options over the quickstart's own
     * @param records how many records to send, 0 for no end
     * @param perSecond records a second at most, 0 for as many as go
     * @param dashboardPort where the dashboard is to be; if the port is taken, or 0, on a free one
     */
    public record Plan(Corpus corpus, Settings settings, long records, double perSecond, int dashboardPort) {}

    /**
     * How it went.
     *
     * @param read records that the job read, by the offsets that it committed
     * @param predicted predictions that a reader of committed records saw
     * @param deadLetters dead letters that it saw
     * @param repeated records of which it saw more than one result
     * @param agreed predictions that a Spark NLP pipeline shares, of those compared
     * @param disagreed predictions that it does not share, of those compared
     * @param notCompared predictions for which the shadow had no room, or on which it failed
     * @param seconds time from the first record sent to the last result seen
     */
    public record Summary(
            long read,
            long predicted,
            long deadLetters,
            long repeated,
            long agreed,
            long disagreed,
            long notCompared,
            double seconds) {

        /** Whether every record that was read has one result. */
        public boolean complete() {
            return read == predicted + deadLetters && repeated == 0;
        }

        /** One line of JSON. */
        public String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"read\":%d,\"predicted\":%d,\"deadLetters\":%d,\"agreed\":%d,\"disagreed\":%d,"
                            + "\"notCompared\":%d,\"seconds\":%.1f}",
                    read,
                    predicted,
                    deadLetters,
                    agreed,
                    disagreed,
                    notCompared,
                    seconds);
        }
    }

    private final PrintStream out;
    private final boolean refreshed;

    /**
     * @param out where progress goes
     * @param refreshed whether progress is one line that is written over, for a terminal
     */
    public Quickstart(PrintStream out, boolean refreshed) {
        this.out = out;
        this.refreshed = refreshed;
    }

    /** Runs until all records have their results, or until the thread is interrupted. */
    public Summary run(Plan plan) throws Exception {
        out.println("Starting the broker and Flink ...");
        Path savepoints = Files.createTempDirectory("parallax-quickstart");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            StreamingConfig config = StreamingConfig.from(withDefaults(plan.settings(), broker.bootstrapServers()));
            ServingOptions serving = config.pipeline().serving();
            Optional<ShadowOptions> shadow = shadow(config.pipeline(), plan.settings(), serving);
            for (String topic : new String[] {TEXTS, PREDICTIONS, DEAD_LETTERS, DISAGREEMENTS, QUALITY, ALERTS}) {
                broker.createTopic(topic, 1);
            }
            broker.createGroup(GROUP, TEXTS);
            try (LocalCluster cluster =
                            LocalCluster.start(1, config.pipeline().flink().configuration(), serving);
                    Dashboard dashboard = dashboard(config, plan.dashboardPort())) {
                out.println("Dashboard  " + dashboard.url());
                out.println("Web UI     " + cluster.web());
                out.println("Broker     " + broker.bootstrapServers() + "   (topics: " + TEXTS + " -> " + PREDICTIONS
                        + ", " + DEAD_LETTERS + (shadow.isPresent() ? ", " + DISAGREEMENTS : "") + ", " + QUALITY + ", "
                        + ALERTS + ")");
                out.println("Watch      kafka-console-consumer.sh --bootstrap-server " + broker.bootstrapServers()
                        + " --topic " + PREDICTIONS + " --isolation-level read_committed");
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
                JobID job = cluster.submit(environment, "Parallax quickstart");
                return watch(plan, broker, cluster, job, savepoints);
            }
        } finally {
            deleteRecursively(savepoints);
        }
    }

    private static Dashboard dashboard(StreamingConfig config, int port) {
        Map<String, String> consumer = config.kafka().consumer();
        DashboardTopics topics = new DashboardTopics(QUALITY, ALERTS, DISAGREEMENTS);
        return Dashboard.start(consumer, topics, LOOPBACK, isFree(port) ? port : 0);
    }

    /** Another quickstart may run on this machine, or anything else. */
    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Unless it was asked for, a shadow that the model cannot have is left out. */
    private Optional<ShadowOptions> shadow(PipelineConfig config, Settings settings, ServingOptions serving) {
        try {
            return SparkNlpShadow.from(config, serving, Overload.SHED);
        } catch (ConfigException e) {
            if (settings.contains(SHADOW)) {
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

    private static Settings withDefaults(Settings settings, String bootstrapServers) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kafka.bootstrap.servers", bootstrapServers);
        values.put("source.topics", TEXTS);
        values.put("source.group-id", GROUP);
        values.put("source.start", "earliest");
        values.put("sink.predictions-topic", PREDICTIONS);
        values.put("sink.dead-letters-topic", DEAD_LETTERS);
        values.put("sink.disagreements-topic", DISAGREEMENTS);
        values.put(SHADOW, "true");
        values.put("quality.enabled", "true");
        values.put("sink.quality-topic", QUALITY);
        values.put("sink.alerts-topic", ALERTS);
        // Short windows: the first numbers come soon, and change often.
        values.put("quality.window", "1 min");
        values.put("quality.slide", "2 s");
        values.put("quality.reference-min-records", "200");
        values.put("source.max-out-of-orderness", "1 s");
        values.put("source.idle-timeout", "5 s");
        // Records come in a burst. A long queue lets most of them be compared, if late.
        values.put("shadow.timeout", "1 min");
        values.put("shadow.capacity", "2048");
        values.put("shadow.max-waiting", "4096");
        values.put("flink.execution.checkpointing.interval", "1 s");
        // Counts of a running job come with its heartbeats.
        values.put("flink.heartbeat.interval", "1 s");
        values.keySet().removeIf(settings::contains);
        return settings.with(values, "the quickstart");
    }

    private Summary watch(Plan plan, EmbeddedBroker broker, LocalCluster cluster, JobID job, Path savepoints)
            throws Exception {
        long start = System.nanoTime();
        try (SentenceProducer producer = new SentenceProducer(
                        broker.bootstrapServers(), TEXTS, plan.corpus(), true, plan.records(), plan.perSecond());
                ResultConsumer results = new ResultConsumer(broker.bootstrapServers(), PREDICTIONS, DEAD_LETTERS)) {
            ProgressLine progress = new ProgressLine(out, refreshed, producer, results, start);
            awaitResults(plan, cluster, job, producer, results, progress);
            double seconds = (System.nanoTime() - start) / 1e9;
            long read = awaitCommittedOffset(broker.bootstrapServers(), plan.records());
            cluster.stop(job, savepoints);
            // The stop commits what was still open: read on until nothing new comes.
            long before = -1;
            while (results.predictions() + results.deadLetters() != before) {
                before = results.predictions() + results.deadLetters();
                TimeUnit.SECONDS.sleep(1);
            }
            ComparisonCounts compared = ComparisonCounts.of(cluster.counts(job));
            progress.print(true, compared);
            return new Summary(
                    read,
                    results.predictions(),
                    results.deadLetters(),
                    results.repeated(),
                    compared.agreed(),
                    compared.disagreed(),
                    compared.notCompared(),
                    seconds);
        }
    }

    private static void awaitResults(
            Plan plan,
            LocalCluster cluster,
            JobID job,
            SentenceProducer producer,
            ResultConsumer results,
            ProgressLine progress)
            throws InterruptedException, ExecutionException {
        long last = 0;
        long lastChange = System.nanoTime();
        while (true) {
            progress.print(false, ComparisonCounts.of(cluster.counts(job)));
            long done = results.predictions() + results.deadLetters();
            if (plan.records() > 0 && producer.sent() >= plan.records() && done >= plan.records()) {
                return;
            }
            if (cluster.status(job).isGloballyTerminalState()) {
                cluster.await(job);
                throw new IllegalStateException("The job ended before its records did");
            }
            long now = System.nanoTime();
            if (done != last) {
                last = done;
                lastChange = now;
            } else if (now - lastChange > NO_PROGRESS.toNanos()) {
                throw new IllegalStateException("No result came for " + NO_PROGRESS.toSeconds() + " s: "
                        + producer.sent() + " records sent, " + done + " results seen");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LINES.toMillis());
        }
    }

    /** The source commits what it has read with the checkpoint after it: waits for as many, or for no more to come. */
    private static long awaitCommittedOffset(String bootstrapServers, long expected)
            throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + COMMITTED_WITHIN.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            while (true) {
                long committed =
                        admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().values().stream()
                                .mapToLong(OffsetAndMetadata::offset)
                                .sum();
                if (committed >= expected || System.nanoTime() > deadline) {
                    return committed;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LINES.toMillis());
            }
        }
    }

    private static void deleteRecursively(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
