package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.endpoint.file.FileEndpoints;
import dev.parallax.shadow.ShadowOptions.Overload;
import dev.parallax.text.file.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the job graph before it runs. */
class ClassificationTopologyTest {

    private static final Map<String, String> SHADOW = Map.of(
            "shadow.enabled",
            "true",
            "shadow.pipeline",
            "[documentAssembler, tokenizer, bertForSequenceClassification]");

    @TempDir
    private Path folder;

    private enum Mode {
        KAFKA,
        FILES
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void no_type_that_flows_between_operators_is_left_to_kryo(Mode mode) throws IOException {
        // Given
        StreamGraph graph = graph(mode);
        // When
        Set<TypeInformation<?>> types = new LinkedHashSet<>();
        for (StreamNode node : graph.getStreamNodes()) {
            for (StreamEdge edge : node.getOutEdges()) {
                OutputTag<?> tag = edge.getOutputTag();
                if (tag != null) {
                    types.add(tag.getTypeInfo());
                }
            }
        }
        // Then
        assertThat(types)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(genericParts(type)).isEmpty());
        assertThat(graph.getStreamNodes()).allSatisfy(node -> {
            TypeSerializer<?> out = node.getTypeSerializerOut();
            assertThat(out).as(node.getOperatorName()).isNotInstanceOf(KryoSerializer.class);
            assertThat(node.getTypeSerializersIn()).noneMatch(KryoSerializer.class::isInstance);
        });
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void kryo_is_off_in_every_mode(Mode mode) throws IOException {
        assertThat(environment(mode).getConfiguration().get(PipelineOptions.GENERIC_TYPES))
                .isFalse();
    }

    @Test
    void every_operator_that_may_have_state_has_a_uid_that_never_changes() throws IOException {
        // When
        Map<Boolean, Set<String>> uids = Map.of(true, uids(graph(Mode.KAFKA)), false, uids(graph(Mode.FILES)));
        // Then
        assertThat(uids.get(true))
                .containsExactlyInAnyOrder(
                        "source",
                        "parse",
                        "encode",
                        "classify",
                        "route",
                        "fit",
                        "letters",
                        "predictions",
                        "Sink Committer: predictions",
                        "dead-letters",
                        "Sink Committer: dead-letters",
                        "shadow-sample",
                        "shadow-unmarked",
                        "shadow",
                        "disagreeing",
                        "disagreements",
                        "Sink Committer: disagreements");
        assertThat(uids.get(false))
                .containsExactlyInAnyOrder(
                        "source",
                        "parse",
                        "encode",
                        "classify",
                        "route",
                        "fit",
                        "letters",
                        "predictions",
                        "dead-letters",
                        "shadow-sample",
                        "shadow-unmarked",
                        "shadow",
                        "disagreeing",
                        "disagreements");
    }

    @Test
    void without_a_shadow_the_graph_has_nothing_of_it() {
        StreamGraph graph = StreamingJob.of("graph", new KafkaTopics("broker.invalid:9092"), folder, Map.of())
                .environment()
                .getStreamGraph();
        assertThat(uids(graph)).noneMatch(uid -> uid.contains("shadow") || uid.contains("disagree"));
    }

    @Test
    void a_shadow_without_a_pipeline_needs_a_tokenizer_with_a_known_case() {
        assertThatThrownBy(() -> StreamingJob.of(
                                "graph",
                                new KafkaTopics("broker.invalid:9092"),
                                folder,
                                Map.of("shadow.enabled", "true"))
                        .environment())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("shadow.pipeline: is not set, and must be where")
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void a_model_without_word_pieces_cannot_have_a_shadow_and_the_error_says_what_it_has() {
        Path roberta = TinyModel.roberta().write(folder.resolve("roberta"));
        assertThatThrownBy(() -> StreamingJob.of("graph", new KafkaTopics("broker.invalid:9092"), roberta, SHADOW)
                        .environment())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("shadow.enabled: must be false for this model")
                .hasMessageContaining("BPE");
    }

    private static Set<String> uids(StreamGraph graph) {
        Set<String> uids = new TreeSet<>();
        for (StreamNode node : graph.getStreamNodes()) {
            assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotNull();
            assertThat(uids.add(node.getTransformationUID()))
                    .as(node.getTransformationUID())
                    .isTrue();
        }
        return uids;
    }

    private StreamGraph graph(Mode mode) throws IOException {
        return environment(mode).getStreamGraph();
    }

    private StreamExecutionEnvironment environment(Mode mode) throws IOException {
        if (mode == Mode.KAFKA) {
            return StreamingJob.of("graph", new KafkaTopics("broker.invalid:9092"), folder, SHADOW)
                    .environment();
        }
        Path input = Files.writeString(folder.resolve("texts.txt"), "good");
        PipelineConfig config = PipelineConfig.from(
                Settings.none().with(SHADOW, "test").with(Map.of("model.path", folder.toString()), "test"));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(
                config.flink().configuration());
        try (FileEndpoints files = FileEndpoints.open(
                input,
                FileFormat.AUTO,
                FileEndpoints.Outputs.beside(folder.resolve("out.jsonl"), true),
                config.records())) {
            ServingOptions serving = config.serving();
            var unused = ClassificationTopology.append(
                    environment,
                    files.endpoints(),
                    serving,
                    config.async(),
                    SparkNlpShadow.from(config, serving, Overload.WAIT));
        }
        return environment;
    }

    /** Generic types in a type, its fields' fields included. */
    private static List<TypeInformation<?>> genericParts(TypeInformation<?> type) {
        Deque<TypeInformation<?>> open = new ArrayDeque<>(List.of(type));
        Set<TypeInformation<?>> seen = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            TypeInformation<?> next = open.pop();
            if (seen.add(next)) {
                open.addAll(next.getGenericParameters().values());
                if (next instanceof org.apache.flink.api.common.typeutils.CompositeType<?> composite) {
                    Arrays.stream(composite.getFieldNames())
                            .map(composite::getTypeAt)
                            .forEach(open::add);
                }
            }
        }
        return seen.stream().filter(GenericTypeInfo.class::isInstance).toList();
    }
}
