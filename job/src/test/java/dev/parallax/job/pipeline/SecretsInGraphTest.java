package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches for secrets in the job graph that Flink sends between processes and stores for high availability. */
class SecretsInGraphTest {

    private static final String PASSWORD = "correct-horse-battery";

    @TempDir
    private Path folder;

    @Test
    void the_graph_has_the_names_of_secrets_and_not_the_secrets() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("password"), PASSWORD);
        StreamingJob job = new StreamingJob("secret", config(file));
        // When
        StreamGraph streams = job.environment().getStreamGraph();
        streams.serializeUserDefinedInstances();
        JobGraph graph = job.environment().getStreamGraph().getJobGraph();
        // Then
        for (Serializable sent : List.of(streams, graph)) {
            String text = new String(InstantiationUtil.serializeObject(sent), StandardCharsets.ISO_8859_1);
            assertThat(text.contains(PASSWORD)).as("the password is in it").isFalse();
            // Sources of texts and labels; sinks of predictions, dead letters, disagreements, reports and alerts.
            assertThat(text.split(Pattern.quote(file.toString()), -1).length - 1)
                    .as("places with the file's name")
                    .isGreaterThanOrEqualTo(7);
        }
    }

    private StreamingConfig config(Path password) {
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        return StreamingConfig.from(Settings.load(
                Optional.empty(),
                List.of(
                        "kafka.bootstrap.servers=broker.invalid:9093",
                        "kafka.sasl.jaas.config=Login password=\"${file:" + password + "}\";",
                        "kafka.consumer.ssl.key.password=${file:" + password + "}",
                        "kafka.producer.ssl.key.password=${file:" + password + "}",
                        "source.topics=texts",
                        "source.labels-topic=labels",
                        "sink.predictions-topic=predictions",
                        "sink.dead-letters-topic=dead-letters",
                        "sink.disagreements-topic=disagreements",
                        "sink.quality-topic=quality",
                        "sink.alerts-topic=alerts",
                        "model.path=" + model,
                        "shadow.enabled=true",
                        "shadow.pipeline=[documentAssembler, tokenizer, bertForSequenceClassification]",
                        "quality.enabled=true")));
    }
}
