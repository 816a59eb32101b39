package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.optimize.OptimizableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizeForGpusTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    Path temp;

    private Path model;
    private Path texts;

    @BeforeEach
    void prepare() throws IOException {
        model = OptimizableModel.write(temp.resolve("model"));
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<String> words = new ArrayList<>();
            for (int w = 0; w <= random.nextInt(12); w++) {
                words.add(TinyModel.WORDS.get(random.nextInt(TinyModel.WORDS.size())));
            }
            lines.add(String.join(" ", words) + " " + i);
        }
        texts = Files.write(temp.resolve("texts.txt"), lines);
    }

    private StandardStreams.Run optimize(Path source, String out, String... more) {
        List<String> call = new ArrayList<>(
                List.of("optimize", "--model=" + source, "--out=" + temp.resolve(out), "--texts=" + texts));
        call.addAll(List.of(more));
        return StandardStreams.run(call.toArray(String[]::new));
    }

    private static JsonNode json(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    private static ModelProto graph(Path folder) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(folder.resolve("model.onnx")));
    }

    private static JsonNode check(Path folder) throws IOException {
        StandardStreams.Run run = StandardStreams.run("check", "--model", folder.toString());
        assertThat(run.status()).as(run.err()).isZero();
        return MAPPER.readTree(run.out().get(0));
    }

    @Test
    void half_precision_is_a_folder_like_any_other_and_its_card_names_the_device() throws Exception {
        // When
        StandardStreams.Run run = optimize(model, "half", "--precision=fp16", "--report=" + temp.resolve("half.json"));

        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        Path half = temp.resolve("half");
        JsonNode card = json(half.resolve("optimized.json"));
        assertThat(card.path("precision").asText()).isEqualTo("fp16");
        assertThat(card.path("device").asText()).isEqualTo("cuda");
        assertThat(card.path("rewritten").findValuesAsText("name"))
                .containsExactly("first-position", "skip-layer-normalization", "fp16");
        assertThat(check(half).path("label")).isEqualTo(check(model).path("label"));
        assertThat(graph(half).getGraph().getOutputList())
                .isEqualTo(graph(model).getGraph().getOutputList());
        assertThat(graph(half).getGraph().getInitializerList())
                .anyMatch(weights -> weights.getDataType() == TensorProto.DataType.FLOAT16_VALUE);
        assertThat(Files.size(half.resolve("model.onnx")))
                .isLessThan((long) (0.6 * Files.size(model.resolve("model.onnx"))));
    }

    @Test
    void the_report_says_on_which_device_both_models_ran() throws Exception {
        // When
        StandardStreams.Run run = optimize(model, "half", "--precision=fp16", "--report=" + temp.resolve("half.json"));

        // Then logits on a CPU are rounded, and neither they nor the speed are taken for a GPU's
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        JsonNode report = json(temp.resolve("half.json"));
        boolean cpu = report.path("check").path("provider").asText().equals("cpu");
        assertThat(report.path("device").asText()).isEqualTo("cuda");
        assertThat(report.path("check").path("rounded").asBoolean()).isEqualTo(cpu);
        assertThat(report.path("logits").path("largestDifference").asDouble()).isBetween(1e-5, 0.05);
        String printed = String.join("\n", run.out());
        assertThat(printed).contains("Rewritten for fp16 on cuda: ");
        assertThat(printed.contains("Not run on a GPU")).isEqualTo(cpu);
        assertThat(printed.contains("says nothing about a GPU")).isEqualTo(cpu);
    }

    @Test
    void fused_operators_in_32_bit_floats_have_the_limits_of_32_bit_floats() throws Exception {
        // When
        StandardStreams.Run run = optimize(model, "fused", "--device=cuda", "--report=" + temp.resolve("fused.json"));

        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        JsonNode card = json(temp.resolve("fused").resolve("optimized.json"));
        assertThat(card.path("precision").asText()).isEqualTo("fp32");
        assertThat(card.path("device").asText()).isEqualTo("cuda");
        assertThat(card.path("rewritten").findValuesAsText("name"))
                .containsExactly("first-position", "skip-layer-normalization");
        JsonNode report = json(temp.resolve("fused.json"));
        assertThat(report.path("check").path("rounded").asBoolean()).isFalse();
        assertThat(report.path("limits").path("difference").asDouble()).isEqualTo(1e-4);
        assertThat(report.path("limits").path("keptLabels").asDouble()).isEqualTo(1);
    }

    @Test
    void rewriting_twice_changes_nothing() throws Exception {
        // Given
        assertThat(optimize(model, "fused", "--device=cuda").status()).isEqualTo(ExitStatus.OK);

        // When
        StandardStreams.Run run = optimize(temp.resolve("fused"), "twice", "--device=cuda");

        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(run.err()).contains("was rewritten for fp32 on cuda before (optimized.json)");
        assertThat(String.join("\n", run.out())).contains("Nothing to rewrite was found");
        for (String file : List.of("model.onnx", "optimized.json")) {
            assertThat(temp.resolve("twice").resolve(file))
                    .hasSameBinaryContentAs(temp.resolve("fused").resolve(file));
        }
    }

    @Test
    void fused_operators_are_rewritten_to_half_precision() throws Exception {
        // Given
        assertThat(optimize(model, "fused", "--device=cuda").status()).isEqualTo(ExitStatus.OK);

        // When
        StandardStreams.Run run = optimize(temp.resolve("fused"), "half", "--precision=fp16");

        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        JsonNode card = json(temp.resolve("half").resolve("optimized.json"));
        assertThat(card.path("rewritten").findValuesAsText("name")).containsExactly("fp16");
        assertThat(card.path("previous").path("device").asText()).isEqualTo("cuda");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --device=cuda,    --device=cpu,     the device cuda
            --device=cuda,    --precision=int8, the device cuda
            --device=cpu,     --device=cuda,    the device cpu
            --device=cpu,     --precision=fp16, the device cpu
            --precision=fp16, --precision=fp16, fp16
            --precision=fp16, --device=cuda,    fp16
            """)
    void a_folder_that_was_rewritten_otherwise_is_refused(String before, String now, String rewrittenFor)
            throws Exception {
        // Given
        assertThat(optimize(model, "before", before).status()).isEqualTo(ExitStatus.OK);

        // When
        StandardStreams.Run run = optimize(temp.resolve("before"), "now", now);

        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err())
                .contains("was rewritten for " + rewrittenFor + " already")
                .contains("expected the model that it was made from, model with the fingerprint");
        assertThat(temp.resolve("now")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            fp16, cpu,  'is for GPUs, and --device is cpu'
            int8, cuda, 'is for CPUs, and --device is cuda'
            """)
    void a_precision_that_a_device_has_no_use_for_is_refused(String precision, String device, String message) {
        // When
        StandardStreams.Run run = optimize(model, "out", "--precision=" + precision, "--device=" + device);

        // Then
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--precision " + precision + " " + message);
        assertThat(temp.resolve("out")).doesNotExist();
    }
}
