package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.optimize.Limits;
import dev.parallax.job.optimize.OptimizableModel;
import dev.parallax.job.optimize.Precision;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizeCommandTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    Path temp;

    private Path model;
    private Path out;
    private Path texts;

    @BeforeEach
    void prepare() throws IOException {
        model = OptimizableModel.write(temp.resolve("model"));
        out = temp.resolve("out");
        texts = texts("texts.tsv", 1, 80);
    }

    /** A file of labelled texts of one to twelve words. */
    private Path texts(String name, long seed, int count) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int words = 1 + random.nextInt(12);
            List<String> text = new ArrayList<>();
            for (int w = 0; w < words; w++) {
                text.add(TinyModel.WORDS.get(random.nextInt(TinyModel.WORDS.size())));
            }
            lines.add((random.nextBoolean() ? "positive" : "negative") + "\t" + String.join(" ", text) + " " + i);
        }
        return Files.write(temp.resolve(name), lines);
    }

    private StandardStreams.Run optimize(Path source, String... more) {
        List<String> call = new ArrayList<>(List.of("optimize", "--model=" + source, "--out=" + out));
        call.addAll(List.of(more));
        return StandardStreams.run(call.toArray(String[]::new));
    }

    private StandardStreams.Run compare(Path source, String... more) {
        List<String> call = new ArrayList<>(List.of(more));
        call.add("--texts=" + texts);
        return optimize(source, call.toArray(String[]::new));
    }

    private static JsonNode json(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    private static ModelProto graph(Path folder) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(folder.resolve("model.onnx")));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private JsonNode check(Path folder) throws IOException {
        StandardStreams.Run run = StandardStreams.run("check", "--model", folder.toString());
        assertThat(run.status()).as(run.err()).isZero();
        return MAPPER.readTree(run.out().get(0));
    }

    @Test
    void a_folder_of_the_same_layout_passes_check_and_its_card_says_what_was_rewritten() throws Exception {
        // Given
        Files.writeString(model.resolve("LICENSE"), "of the model");
        Files.createDirectories(model.resolve("onnx"));
        Files.writeString(model.resolve("onnx/other"), "not of the model");
        // When
        StandardStreams.Run run = compare(model);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(names(out))
                .containsExactly("LICENSE", "config.json", "model.onnx", "optimized.json", "tokenizer.json");
        for (String file : List.of("LICENSE", "config.json", "tokenizer.json")) {
            assertThat(out.resolve(file)).hasSameBinaryContentAs(model.resolve(file));
        }
        JsonNode source = check(model);
        JsonNode optimized = check(out);
        assertThat(optimized.path("label")).isEqualTo(source.path("label"));
        JsonNode card = json(out.resolve("optimized.json"));
        assertThat(card.path("format").asText()).isEqualTo("parallax-optimized/1");
        assertThat(card.path("precision").asText()).isEqualTo("fp32");
        assertThat(card.path("program").asText()).startsWith("Parallax ");
        assertThat(card.path("source").path("name").asText()).isEqualTo("model");
        assertThat(card.path("source").path("fingerprint")).isEqualTo(source.path("fingerprint"));
        assertThat(card.path("fingerprint")).isEqualTo(optimized.path("fingerprint"));
        assertThat(card.path("rewritten").findValuesAsText("name"))
                .containsExactly("first-position", "layer-normalization");
        assertThat(card.path("rewritten").findValues("places")).allMatch(places -> places.asInt() == 1);
        assertThat(card.has("previous")).isFalse();
        assertThat(run.out().get(run.out().size() - 1))
                .startsWith("Labels are kept: no label changed on 80 texts")
                .endsWith("(expected 100 % of labels or more and a difference of 0.0001 or less).");
        assertThat(run.err())
                .contains("texts classified by the source: 80 of 80")
                .contains("wrote the model to " + out);
        assertThat(names(temp)).containsExactly("model", "out", "texts.tsv");
    }

    @Test
    void a_graph_in_which_nothing_is_found_is_written_as_it_is() throws Exception {
        // Given
        Path tiny = TinyModel.bert().write(temp.resolve("tiny"));
        // When
        StandardStreams.Run run = compare(tiny);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(String.join("\n", run.out())).contains("Nothing to rewrite was found");
        assertThat(out.resolve("model.onnx")).hasSameBinaryContentAs(tiny.resolve("model.onnx"));
        JsonNode card = json(out.resolve("optimized.json"));
        assertThat(card.path("rewritten").isEmpty()).isTrue();
        assertThat(card.path("fingerprint")).isEqualTo(card.path("source").path("fingerprint"));
    }

    @Test
    void rewriting_twice_changes_nothing() throws Exception {
        // Given
        assertThat(compare(model).status()).isEqualTo(ExitStatus.OK);
        Path once = out;
        out = temp.resolve("twice");
        // When
        StandardStreams.Run run = compare(once);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(run.err()).contains("was rewritten for fp32 before (optimized.json)");
        assertThat(String.join("\n", run.out())).contains("Nothing to rewrite was found");
        assertThat(names(out)).isEqualTo(names(once));
        for (String file : names(out)) {
            assertThat(out.resolve(file)).hasSameBinaryContentAs(once.resolve(file));
        }
    }

    @Test
    void int8_hardly_depends_on_the_batch_and_is_not_rewritten_again() throws Exception {
        // Given
        Path report = temp.resolve("report.json");
        // When
        StandardStreams.Run run = compare(model, "--precision=int8", "--keep-labels=0.9", "--report=" + report);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(check(out).path("labels")).hasSize(2);
        JsonNode json = json(report);
        // What is left are sums of 32-bit floats in another order: the context and the head of this model.
        assertThat(json.path("optimized").path("batchDependence").asDouble()).isLessThan(1e-6);
        assertThat(json.path("calibrationTexts").asInt()).isEqualTo(20);
        assertThat(json.path("labels").path("texts").asInt()).isEqualTo(60);
        assertThat(json.path("accuracy").path("labelled").asInt()).isEqualTo(60);
        assertThat(json.path("optimized").path("bytes").asLong())
                .isLessThan(json.path("source").path("bytes").asLong());
        assertThat(json(out.resolve("optimized.json")).path("rewritten").findValuesAsText("name"))
                .contains("int8");
        Path int8 = out;
        out = temp.resolve("again");
        for (String precision : List.of("int8", "fp32")) {
            StandardStreams.Run again = compare(int8, "--precision=" + precision);
            assertThat(again.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(again.err()).contains("was rewritten for int8 already").contains("model with the fingerprint");
            assertThat(out).doesNotExist();
        }
        // Its graph is known without the card too.
        Files.delete(int8.resolve("optimized.json"));
        StandardStreams.Run quantized = compare(int8, "--precision=int8");
        assertThat(quantized.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(quantized.err()).contains("is quantised already").contains("QuantizeLinear");
    }

    @Test
    void int8_of_a_folder_rewritten_for_fp32_keeps_the_card_of_both() throws Exception {
        // Given
        assertThat(compare(model).status()).isEqualTo(ExitStatus.OK);
        Path fp32 = out;
        out = temp.resolve("int8");
        // When
        StandardStreams.Run run = compare(fp32, "--precision=int8", "--keep-labels=0.9");
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        JsonNode card = json(out.resolve("optimized.json"));
        assertThat(card.path("precision").asText()).isEqualTo("int8");
        assertThat(card.path("previous")).isEqualTo(json(fp32.resolve("optimized.json")));
    }

    @Test
    void the_int8_graph_depends_on_the_first_quarter_of_the_texts_alone() throws Exception {
        // Given two files with the same first quarter
        List<String> first = Files.readAllLines(texts).subList(0, 20);
        List<Path> graphs = new ArrayList<>();
        for (int seed = 2; seed < 4; seed++) {
            List<String> lines = new ArrayList<>(first);
            lines.addAll(Files.readAllLines(texts("rest.tsv", seed, 60)));
            texts = Files.write(temp.resolve("texts" + seed + ".tsv"), lines);
            out = temp.resolve("out" + seed);
            // When
            StandardStreams.Run run = compare(model, "--precision=int8", "--keep-labels=0");
            assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
            graphs.add(out.resolve("model.onnx"));
        }
        // Then
        assertThat(graphs.get(0)).hasSameBinaryContentAs(graphs.get(1));
    }

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
    void flips_are_named_by_line_and_margin_and_no_text_is_printed() throws Exception {
        // Given a limit that all flips are within
        texts = texts("many.tsv", 7, 1200);
        Path json = temp.resolve("report.json");
        // When
        StandardStreams.Run run = compare(model, "--precision=int8", "--keep-labels=0", "--report=" + json);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        JsonNode flips = json(json).path("labels").path("flips");
        assertThat(flips).isNotEmpty().allSatisfy(flip -> {
            assertThat(flip.path("line").asLong()).isBetween(201L, 1200L);
            assertThat(flip.path("margin").asDouble()).isPositive();
            assertThat(flip.path("from")).isNotEqualTo(flip.path("to"));
        });
        assertThat(run.out())
                .anyMatch(
                        line -> line.startsWith("| " + flips.get(0).path("line").asLong() + " | "));
        String printed = String.join("\n", run.out()) + run.err() + Files.readString(json);
        for (String line : Files.readAllLines(texts)) {
            assertThat(printed).doesNotContain(line.substring(line.indexOf('\t') + 1));
        }
    }

    @Test
    void the_fields_of_the_report_are_those_of_the_guide() throws Exception {
        // Given
        texts = texts("many.tsv", 7, 1200);
        Path report = temp.resolve("report.json");
        assertThat(compare(model, "--precision=int8", "--keep-labels=0", "--report=" + report)
                        .status())
                .isZero();
        // When
        Set<String> fields = new TreeSet<>();
        collect("", json(report), fields);
        // Then
        String guide = Files.readString(Path.of("docs", "optimize.md"));
        String table = guide.substring(guide.indexOf("## The numbers of the report"));
        Set<String> documented = Pattern.compile("(?m)^\\| (`[^|]+`) \\|")
                .matcher(table)
                .results()
                .flatMap(row ->
                        Pattern.compile("`([^`]+)`").matcher(row.group(1)).results())
                .map(field -> field.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(fields).isEqualTo(documented);
    }

    private static void collect(String path, JsonNode node, Set<String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray()) {
            assertThat(node).as(path).isNotEmpty();
            node.forEach(element -> collect(path + "[]", element, fields));
        } else {
            fields.add(path);
        }
    }

    @Test
    void weights_beside_the_graph_are_taken_into_it() throws Exception {
        // Given
        Path external = OptimizableModel.writeExternal(temp.resolve("external"));
        assertThat(check(external).path("label")).isEqualTo(check(model).path("label"));
        // When
        StandardStreams.Run run = compare(external, "--report=" + temp.resolve("report.json"));
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(names(out)).containsExactly("config.json", "model.onnx", "optimized.json", "tokenizer.json");
        assertThat(graph(out).getGraph().getInitializerList())
                .noneMatch(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
        assertThat(json(temp.resolve("report.json"))
                        .path("source")
                        .path("bytes")
                        .asLong())
                .isEqualTo(Files.size(external.resolve("model.onnx"))
                        + Files.size(external.resolve(OptimizableModel.WEIGHTS)));
        assertThat(check(out).path("score").asDouble())
                .isCloseTo(check(external).path("score").asDouble(), org.assertj.core.data.Offset.offset(1e-5));
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

    @Test
    void the_built_in_sentences_are_the_default() throws Exception {
        Path report = temp.resolve("report.json");
        StandardStreams.Run run = optimize(model, "--report=" + report);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(json(report).path("texts").asText()).isEqualTo("the built-in sentiment sentences");
        assertThat(json(report).path("accuracy").path("labelled").asInt())
                .isEqualTo(json(report).path("labels").path("texts").asInt());
    }

    @Test
    void a_page_has_the_figures_and_no_script() throws Exception {
        Path page = temp.resolve("report.html");
        StandardStreams.Run run = compare(model, "--report=" + page);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(page)
                .content()
                .contains("<h1>A model rewritten for fp32</h1>")
                .contains("Labels are kept")
                .contains("layer-normalization (1 place)")
                .contains("batch dependence")
                .doesNotContain("<script");
    }

    @Test
    void the_limits_by_default_are_those_of_the_help_and_of_the_guide() throws Exception {
        String help = String.join(" ", StandardStreams.run("optimize", "--help").out())
                .replaceAll("\\s+", " ");
        String guide = Files.readString(Path.of("docs", "optimize.md"));
        String difference = plain(Precision.FP32.limits().difference());
        assertThat(Precision.INT8.limits().difference()).isEqualTo(Limits.ANY_DIFFERENCE);
        String half = plain(Precision.FP16.limits().difference());
        assertThat(help)
                .contains("Largest difference of a logit. Default: " + difference + " for fp32, none for int8, " + half
                        + " for fp16.");
        assertThat(guide)
                .contains("| `--max-difference X` | `fp32` " + difference + ", `int8` none, `fp16` " + half + " |");
        String fp32 = plain(Precision.FP32.limits().keptLabels());
        String int8 = plain(Precision.INT8.limits().keptLabels());
        String fp16 = plain(Precision.FP16.limits().keptLabels());
        assertThat(help)
                .contains("keep their label. Default: " + fp32 + " for fp32, " + int8 + " for int8, " + fp16
                        + " for fp16.");
        assertThat(guide)
                .contains("| `--keep-labels SHARE` | `fp32` " + fp32 + ", `int8` " + int8 + ", `fp16` " + fp16 + " |");
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
