package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyHead;
import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that the drawing in {@code job/docs/flow.md} has all operators and connections of the job with every feature
 * enabled.
 */
class FlowDrawingTest {

    private static final Path PAGE = Path.of("docs", "flow.md");
    private static final String BEGIN = "```mermaid\nflowchart TD\n";
    private static final String END = "```";

    @TempDir
    private Path folder;

    @Test
    void the_drawing_has_exactly_the_operators_and_connections_of_the_job() throws IOException {
        // Given
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        List<String> drawn =
                page.substring(from, page.indexOf(END, from)).lines().toList();
        // When
        Set<String> expected = drawing(graph());
        // Then
        assertThat(drawn)
                .as("job/docs/flow.md is stale: the drawing of this version is\n%s", String.join("\n", expected))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private StreamGraph graph() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("shadow.enabled", "true");
        options.put("shadow.kind", "[spark-nlp, head]");
        options.put("shadow.heads", "{other: '" + TinyHead.same().write(folder.resolve("other")) + "'}");
        options.put("shadow.pipeline", "[documentAssembler, tokenizer, bertForSequenceClassification]");
        options.put("quality.enabled", "true");
        options.put("source.labels-topic", "labels");
        options.put("sink.quality-topic", "quality");
        options.put("sink.alerts-topic", "alerts");
        Path model = TinyModel.bert().features().write(folder.resolve("model"));
        return StreamingJob.of("flow", new KafkaTopics("broker.invalid:9092"), model, options)
                .environment()
                .getStreamGraph();
    }

    /**
     * A line for each operator, by uid and name, and one for each connection. A sink's writer and committer are one
     * operator.
     */
    private static Set<String> drawing(StreamGraph graph) {
        Map<String, String> uids = new LinkedHashMap<>();
        Set<String> lines = new LinkedHashSet<>();
        for (StreamNode node : graph.getStreamNodes()) {
            uids.merge(
                    key(node),
                    node.getTransformationUID(),
                    (one, other) -> one.length() < other.length() ? one : other);
        }
        for (StreamNode node : graph.getStreamNodes()) {
            String uid = uids.get(key(node));
            lines.add("    " + box(uid) + "[\"" + name(node) + "<br>" + uid + "\"]");
        }
        for (StreamNode node : graph.getStreamNodes()) {
            for (StreamEdge edge : node.getOutEdges()) {
                String from = uids.get(key(node));
                String to = uids.get(key(graph.getStreamNode(edge.getTargetId())));
                if (!from.equals(to)) {
                    lines.add("    " + box(from) + " --> " + box(to));
                }
            }
        }
        return lines;
    }

    /** Equal for the writer and the committer of one sink, whose name is unique; otherwise the uid. */
    private static String key(StreamNode node) {
        return node.getOperatorName().equals(name(node)) ? node.getTransformationUID() : "sink " + name(node);
    }

    private static String name(StreamNode node) {
        String name = node.getOperatorName();
        return name.replaceFirst("^Source: ", "").replaceFirst(": (Writer|Committer).*$", "");
    }

    private static String box(String uid) {
        return uid.replace('-', '_');
    }
}
