package dev.parallax.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OrtRuntime;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.linear.LinearHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderGraphTest {

    private static final long[][] IDS = {{16, 0, 1, 17}, {16, 3, 17, 14}};
    private static final long[][] MASK = {{1, 1, 1, 1}, {1, 1, 1, 0}};

    @TempDir
    Path temp;

    private static HeadGraph head(int classes, int width) {
        float[][] weight = new float[classes][width];
        float[] bias = new float[classes];
        for (int c = 0; c < classes; c++) {
            bias[c] = c - 0.5f;
            for (int j = 0; j < width; j++) {
                weight[c][j] = (float) Math.sin(c * 7 + j + 1);
            }
        }
        return new LinearHead(weight, bias).toOnnx();
    }

    private static EncoderGraph graph(TinyEncoder encoder) {
        return EncoderGraph.of("encoder.onnx", encoder.graph());
    }

    private static Object run(ModelProto model, Map<String, Object> feeds) throws OrtException {
        OrtEnvironment environment = OrtRuntime.environment();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try (OrtSession session = environment.createSession(model.toByteArray())) {
            for (Map.Entry<String, Object> feed : feeds.entrySet()) {
                tensors.put(feed.getKey(), OnnxTensor.createTensor(environment, feed.getValue()));
            }
            String first = model.getGraph().getOutput(0).getName();
            return output(session, tensors, first);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static Object output(OrtSession session, Map<String, OnnxTensor> tensors, String name) throws OrtException {
        try (OrtSession.Result result = session.run(tensors, Set.of(name))) {
            return result.get(0).getValue();
        }
    }

    private static float[][] runTexts(ModelProto model) throws OrtException {
        return (float[][]) run(model, Map.of("input_ids", IDS, "attention_mask", MASK));
    }

    private static TinyEncoder encoder() {
        return new TinyEncoder().inputs("input_ids", "attention_mask");
    }

    @Test
    void the_joined_graph_produces_the_logits_of_encoder_and_head_run_apart() throws Exception {
        // Given an encoder and a head
        HeadGraph head = head(3, TinyEncoder.WIDTH);

        // When they run one after the other, and joined
        float[][][] hidden = (float[][][]) run(encoder().graph(), Map.of("input_ids", IDS, "attention_mask", MASK));
        float[][] first = {hidden[0][0], hidden[1][0]};
        float[][] apart = (float[][]) run(head.model(), Map.of("features", first));
        float[][] joined = runTexts(graph(encoder()).with(head, Pooling.CLS));

        // Then the logits are the same
        assertThat(joined).hasDimensions(2, 3);
        for (int row = 0; row < 2; row++) {
            assertThat(joined[row]).usingComparatorWithPrecision(1e-6f).containsExactly(apart[row]);
        }
    }

    @Test
    void the_pooled_graph_produces_the_first_tokens_vector() throws Exception {
        float[][][] hidden = (float[][][]) run(encoder().graph(), Map.of("input_ids", IDS, "attention_mask", MASK));

        float[][] pooled = runTexts(graph(encoder()).pooled(Pooling.CLS));

        assertThat(pooled[0]).containsExactly(hidden[0][0]);
        assertThat(pooled[1]).containsExactly(hidden[1][0]);
    }

    @Test
    void the_mean_is_over_the_tokens_under_the_mask() throws Exception {
        // Given texts of four tokens and of three
        float[][][] hidden = (float[][][]) run(encoder().graph(), Map.of("input_ids", IDS, "attention_mask", MASK));

        // When their vectors are pooled
        float[][] pooled = runTexts(graph(encoder()).pooled(Pooling.MEAN));

        // Then padding is no part of the mean
        for (int j = 0; j < TinyEncoder.WIDTH; j++) {
            float first = (hidden[0][0][j] + hidden[0][1][j] + hidden[0][2][j] + hidden[0][3][j]) / 4;
            float second = (hidden[1][0][j] + hidden[1][1][j] + hidden[1][2][j]) / 3;
            assertThat(pooled[0][j]).isCloseTo(first, within(1e-5f));
            assertThat(pooled[1][j]).isCloseTo(second, within(1e-5f));
        }
    }

    @Test
    void the_mean_needs_a_mask() {
        EncoderGraph encoder = graph(new TinyEncoder().inputs("input_ids"));

        assertThatThrownBy(() -> encoder.pooled(Pooling.MEAN))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has no input attention_mask");
    }

    @Test
    void the_joined_graph_produces_the_vectors_that_the_head_read() throws Exception {
        for (Pooling pooling : Pooling.values()) {
            ModelProto joined = graph(encoder()).with(head(2, TinyEncoder.WIDTH), pooling);
            GraphProto features = joined.getGraph().toBuilder().removeOutput(0).build();

            float[][] read = runTexts(joined.toBuilder().setGraph(features).build());

            assertThat(read).isDeepEqualTo(runTexts(graph(encoder()).pooled(pooling)));
        }
    }

    @Test
    void an_encoder_with_a_value_of_that_name_produces_no_features() {
        EncoderGraph encoder = graph(encoder().valueNamed("features"));

        assertThat(encoder.with(head(2, TinyEncoder.WIDTH), Pooling.CLS)
                        .getGraph()
                        .getOutputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("logits");
    }

    @Test
    void logits_come_first_and_the_encoders_own_output_goes() {
        ModelProto encoder = encoder().graph();

        ModelProto joined = EncoderGraph.of("encoder.onnx", encoder).with(head(3, TinyEncoder.WIDTH), Pooling.CLS);

        assertThat(joined.getGraph().getOutputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("logits", "features");
        assertThat(joined.getOpsetImportList()).isEqualTo(encoder.getOpsetImportList());
        assertThat(joined.getIrVersion()).isEqualTo(encoder.getIrVersion());
        assertThat(joined.getGraph().getNodeList())
                .startsWith(encoder.getGraph().getNodeList().toArray(NodeProto[]::new));
    }

    @Test
    void names_that_the_encoder_has_already_are_not_taken_again() throws Exception {
        for (String taken : List.of("head.weight", "head.bias", "features", "cls_index", "cls", "head")) {
            TinyEncoder encoder = encoder().valueNamed(taken);

            ModelProto joined = graph(encoder).with(head(2, TinyEncoder.WIDTH), Pooling.CLS);

            assertThat(runTexts(joined)).hasDimensions(2, 2);
            List<String> weights = joined.getGraph().getInitializerList().stream()
                    .map(TensorProto::getName)
                    .toList();
            assertThat(new HashSet<>(weights)).hasSameSizeAs(weights).doesNotContain(taken);
        }
    }

    @Test
    void an_encoder_that_does_not_say_how_wide_it_is_takes_any_head() throws Exception {
        TinyEncoder encoder = encoder().undeclaredWidth();

        assertThat(graph(encoder).width()).isEmpty();
        assertThat(runTexts(graph(encoder).with(head(2, TinyEncoder.WIDTH), Pooling.CLS)))
                .hasDimensions(2, 2);
    }

    @Test
    void a_head_of_another_width_is_rejected_with_both_widths() {
        EncoderGraph encoder = graph(encoder().width(5));

        assertThatThrownBy(() -> encoder.with(head(2, 8), Pooling.CLS))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("8 elements")
                .hasMessageContaining("has 5");
    }

    @Test
    void a_model_without_hidden_state_is_rejected_with_its_outputs() {
        assertThatThrownBy(() -> graph(new TinyEncoder().output("embedding")))
                .isInstanceOf(TrainingException.class)
                .hasMessage("encoder.onnx has no output last_hidden_state: its outputs are [embedding]");
    }

    @Test
    void an_encoder_with_logits_is_rejected() {
        EncoderGraph encoder = graph(encoder().valueNamed("logits"));

        assertThatThrownBy(() -> encoder.with(head(2, TinyEncoder.WIDTH), Pooling.CLS))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has a value named logits");
    }

    @Test
    void an_encoder_of_old_operators_is_rejected() {
        assertThatThrownBy(() -> graph(new TinyEncoder().opset(9)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("opset 9: expected 11 or later");
        assertThatThrownBy(() -> graph(new TinyEncoder().irVersion(3)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("IR version 3: expected 4 or later");
    }

    @Test
    void a_file_that_is_not_a_model_is_rejected() throws Exception {
        Path text = Files.writeString(temp.resolve("model.onnx"), "this is a text");

        assertThatThrownBy(() -> EncoderGraph.read(text))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is not an ONNX graph");
        assertThatThrownBy(() -> EncoderGraph.read(temp.resolve("none.onnx")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("none.onnx");
    }

    @Test
    void a_head_is_read_back_as_it_was_written() throws Exception {
        HeadGraph head = head(3, 4);
        Path file = Files.write(temp.resolve("head.onnx"), head.toByteArray());

        HeadGraph read = HeadGraph.read(file);

        assertThat(read.width()).isEqualTo(4);
        assertThat(read.classes()).isEqualTo(3);
        assertThat(read.toByteArray()).isEqualTo(head.toByteArray());
    }

    @Test
    void the_heads_gemm_computes_what_the_head_computes() throws Exception {
        LinearHead head = new LinearHead(new float[][] {{1, 2, 3}, {-1, 0.5f, 0}}, new float[] {0.25f, -4});
        float[] features = {0.5f, -2, 8};

        float[][] logits = (float[][]) run(head.toOnnx().model(), Map.of("features", new float[][] {features}));

        assertThat(new double[] {logits[0][0], logits[0][1]}).containsExactly(head.logits(features));
        assertThat(head.predict(features)).isZero();
    }

    @Test
    void a_model_that_is_not_a_head_is_rejected() {
        byte[] encoder = encoder().graph().toByteArray();

        assertThatThrownBy(() -> HeadGraph.parse("head.onnx", encoder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(
                        "The head head.onnx has the inputs [input_ids, attention_mask]: expected only features");
    }
}
