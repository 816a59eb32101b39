package dev.parallax.job.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@code job.yaml} for the clusters of these tests, with every topic of the job except that of labels. */
final class JobFile {

    /** Topics that the job writes to. */
    static final List<String> OUTPUTS = List.of("predictions", "dead-letters", "disagreements", "quality", "alerts");

    /** A pipeline that encodes some of the texts of {@link Traffic} differently than the model. */
    static final String PIPELINE =
            "[{documentAssembler: {}}, {tokenizer: {}}, {bertForSequenceClassification: {caseSensitive: true}}]";

    private final Map<String, String> options = new LinkedHashMap<>();

    /**
     * Creates a configuration with frequent checkpoints.
     *
     * @param bootstrapServers addresses of the brokers
     * @param model the model's folder
     * @param pipeline the shadow's pipeline in one line of YAML
     */
    JobFile(String bootstrapServers, Path model, String pipeline) {
        set("kafka.bootstrap.servers", bootstrapServers);
        set("source.topics", "[texts]");
        set("source.max-out-of-orderness", "1 s");
        OUTPUTS.forEach(topic -> set("sink." + topic + "-topic", topic));
        set("model.path", model.toString());
        set("inference.provider", "cpu");
        set("shadow.enabled", "true");
        set("shadow.pipeline", pipeline);
        set("quality.enabled", "true");
        set("quality.revision-interval", "1 s");
        set("flink.execution.checkpointing.interval", "1 s");
    }

    /** Sets an option. */
    JobFile set(String key, String value) {
        options.put(key, value);
        return this;
    }

    /** Writes it, and returns the command line that uses it. */
    List<String> write(Path file) throws IOException {
        Map<String, String> sections = options.entrySet().stream()
                .collect(Collectors.groupingBy(
                        option -> option.getKey().substring(0, option.getKey().indexOf('.')),
                        LinkedHashMap::new,
                        Collectors.mapping(
                                option -> "  "
                                        + option.getKey()
                                                .substring(option.getKey().indexOf('.') + 1) + ": " + option.getValue()
                                        + "\n",
                                Collectors.joining())));
        Files.writeString(
                file,
                sections.entrySet().stream()
                        .map(section -> section.getKey() + ":\n" + section.getValue())
                        .collect(Collectors.joining()));
        return List.of("run", "--config", file.toString());
    }
}
