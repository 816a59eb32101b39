package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.model.DefaultModel;
import dev.parallax.job.optimize.OptimizableModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizeRefusalsTest extends OptimizeRuns {

    @ParameterizedTest
    @ValueSource(strings = {"report.json", "report.html"})
    void out_of_the_limits_nothing_but_the_report_is_written(String name) throws Exception {
        // Given
        Path report = temp.resolve(name);
        // When
        StandardStreams.Run run = compare(model, "--max-difference=0", "--report=" + report);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(4);
        assertThat(run.out().get(run.out().size() - 1)).startsWith("Out of limits, so the folder is not written: ");
        assertThat(run.err()).contains("wrote no model, and the report to " + report);
        assertThat(report).content().contains("Out of limits");
        assertThat(names(temp)).containsExactly("model", name, "texts.tsv");
    }

    @Test
    void a_goal_that_is_out_of_reach_ends_with_status_4_and_says_what_was_left_in_floats() throws Exception {
        // Given
        model = OptimizableModel.writeSensitive(temp.resolve("sensitive"));
        texts = texts("many.tsv", 5, 4000);
        // When no label of many texts may change
        StandardStreams.Run run = compare(model, "--precision=int8", "--keep-labels=1");
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(4);
        assertThat(run.out().get(run.out().size() - 1))
                .startsWith("Out of limits, so the folder is not written: ")
                .endsWith("1 of 2 products were left in 32-bit floats, where half of them is the most.");
        assertThat(out).doesNotExist();
    }

    @Test
    void a_graph_with_more_weights_than_one_file_takes_is_refused_before_it_is_read() throws Exception {
        // Given a file with a hole of more than 2 GB
        Path external = OptimizableModel.writeExternal(temp.resolve("external"));
        try (RandomAccessFile weights =
                new RandomAccessFile(external.resolve(OptimizableModel.WEIGHTS).toFile(), "rw")) {
            weights.setLength(2_100_000_000L);
        }
        ModelProto.Builder graph = graph(external).toBuilder();
        limitLast(graph.getGraphBuilder());
        Files.write(external.resolve("model.onnx"), graph.build().toByteArray());
        // When
        StandardStreams.Run run = compare(external);
        // Then
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err()).contains("bytes with its weights: expected 2000000000 at most");
        assertThat(out).doesNotExist();
    }

    /** Gives the last weights a length: without one they reach to the end of the file. */
    private static void limitLast(GraphProto.Builder graph) {
        int last = graph.getInitializerCount() - 1;
        TensorProto.Builder tensor = graph.getInitializerBuilder(last);
        long elements = tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
        tensor.addExternalData(OptimizableModel.entry("length", String.valueOf(4 * elements)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no model.onnx              | fp32 | 1 | has no model.onnx
            one text at a time         | fp32 | 1 | takes one text at a time
            nothing to quantise        | int8 | 1 | has nothing to compute in int8
            quantised by another tool  | int8 | 1 | is quantised already: it has the operator DynamicQuantizeLinear
            link out of the folder     | fp32 | 1 | is a link to
            another card               | fp32 | 1 | expected parallax-optimized/1
            a card without fields      | fp32 | 1 | is not a card of parallax optimize
            one text                   | int8 | 1 | has no others
            blank texts                | fp32 | 1 | has no text
            files in --out             | fp32 | 2 | exists and is not empty
            --out is a file            | fp32 | 2 | exists and is not empty
            --out in --model           | fp32 | 1 | lies in --model
            --out is --model           | fp32 | 1 | are the same file
            --report is a CSV          | fp32 | 2 | expected a name that ends in .json or .html
            """)
    void what_cannot_be_done_is_one_line_and_leaves_nothing(String given, String precision, int status, String message)
            throws Exception {
        // Given
        List<String> more = new ArrayList<>(List.of("--precision=" + precision));
        switch (given) {
            case "no model.onnx" -> Files.delete(model.resolve("model.onnx"));
            case "one text at a time" -> model = TinyModel.bert().rows(1).write(temp.resolve("other"));
            case "nothing to quantise" -> model = TinyModel.bert().write(temp.resolve("other"));
            case "quantised by another tool" -> quantize();
            case "link out of the folder" ->
                Files.createSymbolicLink(model.resolve("NOTES"), Files.writeString(temp.resolve("secret"), "s"));
            case "another card" -> Files.writeString(model.resolve("optimized.json"), "{\"format\":\"other/1\"}");
            case "a card without fields" ->
                Files.writeString(model.resolve("optimized.json"), "{\"format\":\"parallax-optimized/1\"}");
            case "one text" -> texts = Files.writeString(temp.resolve("one.tsv"), "good film\n");
            case "blank texts" -> texts = Files.writeString(temp.resolve("none.tsv"), "positive\t\n");
            case "files in --out" ->
                Files.writeString(Files.createDirectory(out).resolve("mine"), "mine");
            case "--out is a file" -> Files.writeString(out, "mine");
            case "--out in --model" -> out = model.resolve("inner");
            case "--out is --model" -> out = model;
            case "--report is a CSV" -> more.add("--report=" + temp.resolve("report.csv"));
            default -> throw new IllegalArgumentException(given);
        }
        Map<String, Long> before = sizes();
        // When
        StandardStreams.Run run = compare(model, more.toArray(String[]::new));
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.err()).contains(message).doesNotContain("\tat dev.parallax");
        assertThat(run.out()).isEmpty();
        assertThat(sizes()).isEqualTo(before);
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.sorted().toList()) {
                sizes.put(temp.relativize(file).toString(), Files.isRegularFile(file) ? Files.size(file) : -1);
            }
        }
        return sizes;
    }

    private void quantize() throws IOException {
        ModelProto.Builder graph = graph(model).toBuilder();
        graph.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("DynamicQuantizeLinear")
                        .addInput("hidden")
                        .addOutput("q")
                        .addOutput("s")
                        .addOutput("z"));
        Files.write(model.resolve("model.onnx"), graph.build().toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "int8"})
    void the_model_of_8_bit_integers_that_comes_along_names_the_one_that_it_was_made_from(String precision) {
        Path int8 = DefaultModel.SENTIMENT_INT8.folder(true);
        StandardStreams.Run run = optimize(int8, "--precision=" + precision);
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err())
                .contains("was rewritten for int8 already (optimized.json): expected the model that it was made from,"
                        + " sentiment with the fingerprint ");
        assertThat(out).doesNotExist();
    }
}
