package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyHead;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.endpoint.KafkaEndpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Checks that options are either rejected with their names when they are read, or can be run. */
class AcceptedOptionsTest {

    private static Path folder = Path.of("");

    @BeforeContainer
    static void writeFiles() throws IOException {
        folder = Files.createTempDirectory("parallax-options");
        TinyModel.bert().features().write(folder.resolve("model"));
        TinyHead.same().write(folder.resolve("head"));
    }

    @AfterContainer
    static void deleteFiles() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 400)
    void options_are_refused_by_name_or_make_a_job(@ForAll("options") Map<String, String> options) {
        // Given
        Map<String, String> values = least();
        values.putAll(options);
        // When
        @Nullable ConfigException refused = null;
        int vertices = 0;
        try {
            vertices = vertices(StreamingConfig.from(Settings.none().with(values, "test")));
        } catch (ConfigException e) {
            refused = e;
        }
        // Then
        if (refused == null) {
            assertThat(vertices).isPositive();
        } else {
            assertThat(refused.problems())
                    .allSatisfy(problem -> assertThat(
                                    Stream.concat(Options.KEYS.stream(), Stream.of(Options.KAFKA, Options.FLINK)))
                            .anyMatch(key -> problem.key().startsWith(key)));
        }
    }

    private static int vertices(StreamingConfig config) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(
                config.pipeline().flink().configuration());
        new StreamingJob("options", config).appendTo(environment, KafkaEndpoints.of(config));
        return environment.getStreamGraph().getJobGraph().getNumberOfVertices();
    }

    private static Map<String, String> least() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kafka.bootstrap.servers", "broker:9092");
        values.put("source.topics", "texts");
        values.put("sink.predictions-topic", "predictions");
        values.put("sink.dead-letters-topic", "dead-letters");
        values.put("sink.disagreements-topic", "disagreements");
        values.put("sink.quality-topic", "quality");
        values.put("sink.alerts-topic", "alerts");
        values.put("model.path", folder.resolve("model").toString());
        return values;
    }

    /** One to four options, each with a value at an end of what its type can hold, or an ordinary one. */
    @Provide
    Arbitrary<Map<String, String>> options() {
        Arbitrary<Map.Entry<String, String>> entry = Arbitraries.of(Stream.concat(
                                Options.ALL.stream().map(Option::key),
                                Stream.of(
                                        "flink.parallelism.default",
                                        "flink.execution.checkpointing.interval",
                                        "kafka.producer.transaction.timeout.ms"))
                        .toList())
                .flatMap(key -> Arbitraries.of(values(key)).map(value -> Map.entry(key, value)));
        Arbitrary<List<Map.Entry<String, String>>> some =
                entry.list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<Map<String, String>> shadows = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of("spark-nlp", "head", "spark-nlp,head"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(AcceptedOptionsTest::shadows);
        return Combinators.combine(shadows, some).as((first, then) -> {
            Map<String, String> all = new LinkedHashMap<>(first);
            all.putAll(then.stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> other)));
            return all;
        });
    }

    private static Map<String, String> shadows(boolean enabled, String kind, boolean heads, boolean quality) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("shadow.enabled", Boolean.toString(enabled));
        values.put("quality.enabled", Boolean.toString(quality));
        values.put("shadow.kind", kind);
        if (heads) {
            values.put("shadow.heads", "{other: '" + folder.resolve("head") + "'}");
        }
        return values;
    }

    private static List<String> values(String key) {
        String type = Options.ALL.stream()
                .filter(option -> option.key().equals(key))
                .map(Option::type)
                .findFirst()
                .orElse("integer");
        if (type.startsWith("duration") || key.endsWith("checkpointing.interval")) {
            return List.of("0", "1 ms", "1 ns", "7 s", "30 d", "36500 d", "9223372036854775807 ms", "-1 s");
        }
        if (type.startsWith("integer") || key.endsWith("timeout.ms")) {
            return List.of("-1", "0", "1", "3", "1000", "1000000", "2147483647", "9223372036854775807");
        }
        if (type.startsWith("number")) {
            return List.of("0", "1", "0.5", "1e308", "-0.0", "NaN", "Infinity", "4.9e-324");
        }
        if (type.startsWith("memory")) {
            return List.of("0", "1 b", "4 kb", "2147483647 b", "9223372036854775807 b", "9007199254740993 kb");
        }
        if (type.startsWith("boolean")) {
            return List.of("true", "false");
        }
        if (type.startsWith("`")) {
            return Stream.of(type.split(", "))
                    .map(name -> name.replace("`", ""))
                    .toList();
        }
        return List.of("", " ", "texts", "a,b", "\0", "[]", "{}", "é".repeat(300), "(", "earliest");
    }
}
