package dev.parallax.job.pipeline;

import dev.parallax.infer.ScoredText;
import dev.parallax.infer.ServingOptions;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.endpoint.Endpoints;
import dev.parallax.job.endpoint.KafkaEndpoints;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job as built by {@code parallax run}, with topics named after it.
 *
 * @param name prefix of the topics' names
 * @param config its configuration
 */
public record StreamingJob(String name, StreamingConfig config) {

    /** Creates a job with frequent checkpoints, parallelism 2, and the given options. */
    public static StreamingJob of(String name, KafkaTopics kafka, Path model, Map<String, String> options) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        values.put("source.topics", texts(name));
        values.put("source.group-id", group(name));
        values.put("source.max-text-length", Integer.toString(Workload.MAX_TEXT_LENGTH));
        values.put("sink.predictions-topic", predictions(name));
        values.put("sink.dead-letters-topic", deadLetters(name));
        values.put("sink.disagreements-topic", disagreements(name));
        values.put("sink.transactional-id-prefix", name);
        values.put("model.path", model.toString());
        values.put("inference.provider", "cpu");
        values.put("flink.parallelism.default", "2");
        values.put("flink.execution.checkpointing.interval", "200 ms");
        values.put("flink.restart-strategy.type", "fixed-delay");
        values.put("flink.restart-strategy.fixed-delay.attempts", "5");
        values.put("flink.restart-strategy.fixed-delay.delay", "100 ms");
        values.putAll(options);
        return new StreamingJob(name, StreamingConfig.from(Settings.none().with(values, "test")));
    }

    static String texts(String name) {
        return name + "-texts";
    }

    static String predictions(String name) {
        return name + "-predictions";
    }

    static String deadLetters(String name) {
        return name + "-dead-letters";
    }

    static String disagreements(String name) {
        return name + "-disagreements";
    }

    static String group(String name) {
        return name + "-group";
    }

    /** Creates the topics; that of the texts has the given number of partitions. */
    public static void createTopics(String name, KafkaTopics kafka, int partitions) throws Exception {
        kafka.create(texts(name), partitions);
        kafka.create(predictions(name), 2);
        kafka.create(deadLetters(name), 1);
        kafka.create(disagreements(name), 2);
    }

    /** Topic of the texts. */
    public String texts() {
        return texts(name);
    }

    /** Topic of the predictions. */
    public String predictions() {
        return predictions(name);
    }

    /** Topic of the dead letters. */
    public String deadLetters() {
        return deadLetters(name);
    }

    /** Topic of the disagreements. */
    public String disagreements() {
        return disagreements(name);
    }

    /** The job's consumer group. */
    public String group() {
        return group(name);
    }

    /** Options for Flink. */
    public Configuration flink() {
        return config.pipeline().flink().configuration();
    }

    /** The model. */
    public ServingOptions serving() {
        return config.pipeline().serving();
    }

    /** Adds the job to an environment. */
    public DataStream<ScoredText> appendTo(StreamExecutionEnvironment environment) {
        return appendTo(environment, KafkaEndpoints.of(config));
    }

    /** Adds the job to an environment, with the given endpoints. */
    public DataStream<ScoredText> appendTo(StreamExecutionEnvironment environment, Endpoints endpoints) {
        return ClassificationTopology.append(
                        environment,
                        endpoints,
                        serving(),
                        config.pipeline().async(),
                        SparkNlpShadow.from(config.pipeline(), serving(), Overload.SHED),
                        ReportOptions.from(config.pipeline()))
                .predictions();
    }

    /** An environment with the job in it. */
    public StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink());
        appendTo(environment);
        return environment;
    }
}
