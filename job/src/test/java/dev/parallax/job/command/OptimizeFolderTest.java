package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.optimize.OptimizableModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizeFolderTest extends OptimizeRuns {

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

    @Test
    void a_sensitive_product_stays_in_floats_until_the_goal_is_reached() throws Exception {
        // Given a model with outliers in the weights of one of its two products
        model = OptimizableModel.writeSensitive(temp.resolve("sensitive"));
        texts = texts("many.tsv", 3, 600);
        Path report = temp.resolve("report.json");
        // When
        StandardStreams.Run run = compare(model, "--precision=int8", "--keep-labels=0.95", "--report=" + report);
        // Then the goal is reached on texts that the choice was not made on
        assertThat(run.status()).as(run.err() + run.out()).isEqualTo(ExitStatus.OK);
        JsonNode json = json(report);
        assertThat(json.path("labels").path("keptShare").asDouble()).isGreaterThanOrEqualTo(0.95);
        assertThat(json.path("calibrationTexts").asInt()).isEqualTo(150);
        assertThat(json.path("labels").path("texts").asInt()).isEqualTo(300);
        assertThat(json.path("choice").path("texts").asInt()).isEqualTo(150);
        assertThat(json.path("choice").path("apart").asBoolean()).isTrue();
        assertThat(json.path("choice").path("products").asInt()).isEqualTo(2);
        // And the card names the product
        JsonNode inFloats = json(out.resolve("optimized.json")).path("inFloats");
        assertThat(inFloats.path("keepLabels").asDouble()).isEqualTo(0.95);
        assertThat(inFloats.path("products").findValuesAsText("name")).containsExactly("with_outliers");
        assertThat(inFloats.path("products").get(0).path("error").asDouble()).isPositive();
        assertThat(String.join("\n", run.out())).contains("In 32-bit floats: 1 of 2 products, so that 95 % of labels");
        assertThat(run.err())
                .contains("products whose error was measured: 2 of 2")
                .contains("texts that keep their label with 0 of 2 products in 32-bit floats: ");
        // And the same again gives the same
        Path once = out;
        out = temp.resolve("again");
        assertThat(compare(model, "--precision=int8", "--keep-labels=0.95").status())
                .isEqualTo(ExitStatus.OK);
        for (String file : names(once)) {
            assertThat(out.resolve(file)).hasSameBinaryContentAs(once.resolve(file));
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
}
