package dev.parallax.job.bench;

import dev.parallax.infer.ClassifierRegistry;
import dev.parallax.infer.Lease;
import dev.parallax.infer.ModelServing;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BatchStatistics;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.endpoint.KafkaEndpoints;
import dev.parallax.job.pipeline.ClassificationTopology;
import dev.parallax.job.pipeline.ClassificationTopology.Streams;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.SparkNlpShadow;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.EmbeddedBroker;
import dev.parallax.job.quickstart.ResultConsumer;
import dev.parallax.job.quickstart.SentenceProducer;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of the job from topic to topic with exactly-once delivery, in this process so that its batcher can be
 * observed. Each run has separate topics, a separate cluster and a new batcher. For one thread.
 */
final class JobRun implements AutoCloseable {

    private static final Duration NO_PROGRESS = Duration.ofMinutes(2);
    private static final long MILLIS_BETWEEN_LOOKS = 10;
    /** Interval between requests for the job's status, which take processor time from the job. */
    private static final long NANOS_BETWEEN_STATUS = TimeUnit.SECONDS.toNanos(2);

    private final EmbeddedBroker broker;
    private final String name;
    private final Path savepoints;
    private final Lease<ModelServing> lease;
    private final ResultCounters answers;
    private final LocalCluster cluster;
    private final JobID job;

    private JobRun(
            EmbeddedBroker broker,
            String name,
            Path savepoints,
            Lease<ModelServing> lease,
            ResultCounters answers,
            LocalCluster cluster,
            JobID job) {
        this.broker = broker;
        this.name = name;
        this.savepoints = savepoints;
        this.lease = lease;
        this.answers = answers;
        this.cluster = cluster;
        this.job = job;
    }

    /** Creates the topics of a run. */
    static void createTopics(EmbeddedBroker broker, String name, Map<String, String> properties)
            throws InterruptedException {
        for (String topic : new String[] {texts(name), predictions(name), deadLetters(name), disagreements(name)}) {
            broker.createTopic(topic, 1, properties);
        }
    }

    /** Starts the job on existing topics. */
    static JobRun start(EmbeddedBroker broker, String name, Settings settings)
            throws IOException, InterruptedException, ExecutionException {
        StreamingConfig config = StreamingConfig.from(settings.with(settings(broker, name), "the benchmark"));
        ServingOptions serving = config.pipeline().serving();
        Configuration options = config.pipeline().flink().configuration();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options);
        environment.setParallelism(1);
        Streams streams = ClassificationTopology.append(
                environment,
                KafkaEndpoints.of(config),
                serving,
                config.pipeline().async(),
                SparkNlpShadow.from(config.pipeline(), serving, Overload.SHED));
        ResultCounters answers = ResultCounters.watch(name, streams);
        Lease<ModelServing> lease = ClassifierRegistry.acquire(serving);
        LocalCluster cluster = LocalCluster.start(1, options);
        return new JobRun(
                broker,
                name,
                Files.createTempDirectory("parallax-bench"),
                lease,
                answers,
                cluster,
                cluster.submit(environment, "Parallax bench " + name));
    }

    private static Map<String, String> settings(EmbeddedBroker broker, String name) {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap.servers", broker.bootstrapServers());
        values.put("source.topics", texts(name));
        values.put("source.group-id", name);
        values.put("source.start", "earliest");
        values.put("sink.predictions-topic", predictions(name));
        values.put("sink.dead-letters-topic", deadLetters(name));
        values.put("sink.disagreements-topic", disagreements(name));
        values.put("sink.transactional-id-prefix", name);
        return values;
    }

    private static String texts(String name) {
        return name + "-texts";
    }

    private static String disagreements(String name) {
        return name + "-disagreements";
    }

    private static String predictions(String name) {
        return name + "-predictions";
    }

    private static String deadLetters(String name) {
        return name + "-dead-letters";
    }

    /**
     * Starts a producer for a run's topic.
     *
     * @param perSecond records a second, 0 for the maximum
     * @param limit largest number of records sent so far, asked repeatedly
     */
    static SentenceProducer producer(
            EmbeddedBroker broker, String name, Corpus corpus, int records, double perSecond, LongSupplier limit) {
        return new SentenceProducer(broker.bootstrapServers(), texts(name), corpus, false, records, perSecond, limit);
    }

    /** Sends all records, and returns when the broker has acknowledged them. */
    static void preload(EmbeddedBroker broker, String name, Corpus corpus, int records) throws InterruptedException {
        try (SentenceProducer producer = producer(broker, name, corpus, records, 0, () -> Long.MAX_VALUE)) {
            while (producer.sent() < records) {
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
            }
        }
    }

    /** The statistics of the job's batcher. */
    BatchStatistics statistics() {
        return lease.value().statistics();
    }

    /** The counters of the job's results. */
    ResultCounters answers() {
        return answers;
    }

    /** Starts a consumer of the job's committed results. */
    ResultConsumer results(long firstTimed) {
        return new ResultConsumer(broker.bootstrapServers(), predictions(name), deadLetters(name), firstTimed);
    }

    /**
     * Waits until a count is reached.
     *
     * @throws IllegalStateException if the job ends, or the count does not change for minutes
     */
    void await(String what, LongSupplier count, long goal) throws InterruptedException, ExecutionException {
        long last = -1;
        long lastChange = System.nanoTime();
        long lastStatus = lastChange;
        for (long now = count.getAsLong(); now < goal; now = count.getAsLong()) {
            if (now != last) {
                last = now;
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > NO_PROGRESS.toNanos()) {
                throw new IllegalStateException(
                        "No progress: expected " + goal + " " + what + ", and there are " + now);
            }
            if (System.nanoTime() - lastStatus > NANOS_BETWEEN_STATUS) {
                lastStatus = System.nanoTime();
                if (cluster.status(job).isGloballyTerminalState()) {
                    cluster.await(job);
                    throw new IllegalStateException("The job ended after " + now + " of " + goal + " " + what);
                }
            }
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    /** Stops the job, which commits its results, and waits until the consumer has read them. */
    void stopAndVerify(ResultConsumer results, long records) throws InterruptedException, ExecutionException {
        cluster.stop(job, savepoints);
        long deadline = System.nanoTime() + NO_PROGRESS.toNanos();
        while (results.predictions() + results.deadLetters() < records && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
        }
        if (results.predictions() != records || results.repeated() != 0 || results.deadLetters() != 0) {
            throw new IllegalStateException("Of " + records + " records " + results.predictions()
                    + " have a committed prediction, " + results.repeated() + " are repeated and "
                    + results.deadLetters() + " became dead letters: expected each to be predicted once");
        }
    }

    /** Ends the cluster and frees the model. */
    @Override
    public void close() throws IOException {
        try (lease) {
            cluster.close();
        } finally {
            try (var paths = Files.walk(savepoints)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
