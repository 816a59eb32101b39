package dev.parallax.infer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.ClassifierRegistry;
import dev.parallax.infer.Lease;
import dev.parallax.infer.ModelServing;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BatchDependence;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.Scores;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxClassifierTest {

    private static final DeviceOptions ONE_THREAD = DeviceOptions.CPU.withCpuThreads(1);

    @TempDir
    Path folder;

    private OnnxClassifier open(TinyModel model) {
        return open(model, ONE_THREAD);
    }

    private OnnxClassifier open(TinyModel model, DeviceOptions options) {
        return OnnxClassifier.open(ModelBundle.read(model.write(folder), null, ModelBundle.MODEL_LIMIT), options);
    }

    @Test
    void a_text_gets_the_same_logits_alone_padded_and_among_others() throws Exception {
        try (OnnxClassifier classifier = open(TinyModel.bert());
                HuggingFaceEncoder encoder = classifier.model().newEncoder()) {
            List<Encoding> texts = List.of(
                    encoder.encode("good"),
                    encoder.encode("the film was not very long but it was awful !"),
                    encoder.encode(""));

            List<Scores> together = classifier.score(texts);

            for (int i = 0; i < texts.size(); i++) {
                Scores alone = classifier.score(List.of(texts.get(i))).get(0);
                assertThat(together.get(i).logits()).containsExactly(alone.logits(), within(1e-6f));
            }
        }
    }

    @Test
    void logits_are_those_of_the_graph() throws Exception {
        try (OnnxClassifier classifier = open(TinyModel.bert())) {
            Scores scores = classifier.score(List.of(Encoding.of(2, 7, 3))).get(0);

            assertThat(scores.logits()[0])
                    .isEqualTo((float) (Math.sin(2 * 1.7) + Math.sin(7 * 1.7) + Math.sin(3 * 1.7)), within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "distilbert", "roberta"})
    void inputs_are_taken_from_the_graph(String kind) throws Exception {
        TinyModel model = kind.equals("bert")
                ? TinyModel.bert()
                : kind.equals("distilbert") ? TinyModel.distilbert() : TinyModel.roberta();
        try (OnnxClassifier classifier = open(model);
                HuggingFaceEncoder encoder = classifier.model().newEncoder()) {
            assertThat(classifier.inputNames().contains("token_type_ids")).isEqualTo(kind.equals("bert"));
            assertThat(classifier.score(List.of(encoder.encode("good good"), encoder.encode("bad"))))
                    .hasSize(2)
                    .allSatisfy(scores -> assertThat(scores.logits()).hasSize(2));
        }
    }

    @Test
    void a_graph_of_32_bit_integers_gives_what_one_of_64_bits_gives() throws Exception {
        List<Encoding> texts = List.of(Encoding.of(2, 8, 9, 3), Encoding.of(2, 3));
        List<Scores> wide;
        try (OnnxClassifier classifier = open(TinyModel.bert())) {
            wide = classifier.score(texts);
        }
        try (OnnxClassifier classifier = open(TinyModel.bert().int32())) {
            assertThat(classifier.score(texts)).isEqualTo(wide);
        }
    }

    @Test
    void more_classes_than_logits_are_refused_naming_both() {
        assertThatThrownBy(() -> open(TinyModel.bert().labels("a", "b", "c").logits(2)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("2 logits")
                .hasMessageContaining("3 classes");
    }

    @Test
    void an_unknown_input_is_refused_by_name() {
        assertThatThrownBy(() -> open(TinyModel.bert().inputs("input_ids", "pixel_values")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'pixel_values'")
                .hasMessageContaining("input_ids");
    }

    @Test
    void an_output_that_is_not_called_logits_is_refused() {
        assertThatThrownBy(() -> open(TinyModel.bert().output("scores")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("[scores]")
                .hasMessageContaining("logits");
    }

    @Test
    void a_tokenizer_with_ids_that_the_graph_does_not_know_is_refused() {
        assertThatThrownBy(() -> open(TinyModel.bert().embeddingRows(30)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("not of one model");
    }

    @Test
    void a_graph_with_fewer_positions_than_config_json_says_is_refused() {
        assertThatThrownBy(() -> open(TinyModel.bert().positions(16).declaredPositions(32)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("32 tokens")
                .hasMessageContaining("model.max-length");
    }

    @Test
    void a_file_that_is_no_graph_is_refused() throws Exception {
        TinyModel.bert().write(folder);
        Files.write(folder.resolve("model.onnx"), new byte[0]);
        ModelBundle model = ModelBundle.read(folder, null, ModelBundle.MODEL_LIMIT);

        assertThatThrownBy(() -> OnnxClassifier.open(model, ONE_THREAD))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.onnx does not load on CPU");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUDA", "TENSORRT"})
    void an_explicit_gpu_is_an_error_where_the_runtime_has_none(String provider) {
        DeviceOptions gpu = new DeviceOptions(Provider.valueOf(provider), 0, 0, 0, false, Duration.ofSeconds(30));

        assertThatThrownBy(() -> open(TinyModel.bert(), gpu))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(provider)
                .hasMessageContaining("gpu");
    }

    @Test
    void auto_falls_back_to_the_cpu() {
        try (OnnxClassifier classifier =
                open(TinyModel.bert(), new DeviceOptions(Provider.AUTO, 1, 0, 0, false, Duration.ofSeconds(30)))) {
            assertThat(classifier.provider()).isEqualTo(Provider.CPU);
        }
    }

    @Test
    void a_run_that_takes_too_long_is_stopped_and_the_next_one_works() throws Exception {
        DeviceOptions brief = new DeviceOptions(Provider.CPU, 1, 0, 0, false, Duration.ofMillis(200));
        try (OnnxClassifier classifier = open(TinyModel.bert(), brief);
                HuggingFaceEncoder encoder = classifier.model().newEncoder()) {
            Encoding slow = encoder.encode("a slow film");

            assertThatThrownBy(() -> classifier.score(List.of(slow)))
                    .isInstanceOfSatisfying(
                            ClassifierException.class,
                            e -> assertThat(e.timeout()).isTrue());

            assertThat(classifier.score(List.of(encoder.encode("a good film"))))
                    .singleElement()
                    .satisfies(scores -> assertThat(scores.logits()).hasSize(2));
        }
    }

    @Test
    void a_failing_batch_says_how_large_it_was_and_not_what_it_said() {
        try (OnnxClassifier classifier = open(TinyModel.bert());
                HuggingFaceEncoder encoder = classifier.model().newEncoder()) {
            List<Encoding> batch = new ArrayList<>(List.of(encoder.encode("good"), encoder.encode("poison")));

            assertThatThrownBy(() -> classifier.score(batch))
                    .isInstanceOf(ClassifierException.class)
                    .hasMessageContaining("batch of 2 texts");
        }
    }

    @Test
    void a_model_that_does_not_care_for_batch_mates_is_seen_not_to() throws Exception {
        try (OnnxClassifier classifier = open(TinyModel.bert());
                HuggingFaceEncoder encoder = classifier.model().newEncoder()) {
            assertThat(BatchDependence.measure(classifier, encoder)).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TensorProto.DataType.DOUBLE_VALUE, TensorProto.DataType.FLOAT16_VALUE})
    void logits_of_another_float_type_are_read_as_floats(int type) throws Exception {
        List<Encoding> texts = List.of(Encoding.of(2, 8, 9, 3), Encoding.of(2, 3));
        List<Scores> floats;
        try (OnnxClassifier classifier = open(TinyModel.bert())) {
            floats = classifier.score(texts);
        }
        try (OnnxClassifier classifier = open(TinyModel.bert().logitsType(type))) {
            List<Scores> others = classifier.score(texts);
            for (int row = 0; row < floats.size(); row++) {
                assertThat(others.get(row).logits())
                        .containsExactly(floats.get(row).logits(), within(0.01f));
            }
        }
    }

    @Test
    void logits_of_integers_are_refused_by_their_type() {
        assertThatThrownBy(() -> open(TinyModel.bert().logitsType(TensorProto.DataType.INT64_VALUE)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("gives logits as INT64: expected FLOAT");
    }

    @Test
    void a_graph_of_a_fixed_length_is_refused_by_that_length() {
        assertThatThrownBy(() -> open(TinyModel.bert().length(16)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("takes texts of exactly 16 tokens");
    }

    @Test
    void a_graph_of_one_text_serves_batches_of_one_text_only() {
        // Given
        Path model = TinyModel.bert().rows(1).write(folder);
        BatchPolicy two = BatchPolicy.DEFAULT.withMaxRows(2);
        // Then
        assertThatThrownBy(() -> ClassifierRegistry.acquire(serving(model, two)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("takes one text at a time")
                .hasMessageContaining("set batch.max-rows to 1");
        try (Lease<ModelServing> lease =
                ClassifierRegistry.acquire(serving(model, BatchPolicy.DEFAULT.withMaxRows(1)))) {
            assertThat(lease.value().batchDependence()).isZero();
        }
    }

    private static ServingOptions serving(Path model, BatchPolicy policy) {
        return new ServingOptions(model.toString(), "tiny", ModelBundle.MODEL_LIMIT, ONE_THREAD, policy);
    }

    @Test
    void a_failure_of_memory_or_time_at_start_may_pass_and_others_do_not() {
        assertThat(StartFailure.of("m", new IllegalStateException("CUDA failure 2: out of memory")))
                .isInstanceOf(ModelUnavailableException.class);
        assertThat(StartFailure.of("m", new ClassifierException("too long", true)))
                .isInstanceOf(ModelUnavailableException.class);
        assertThat(StartFailure.of("m", new ClassifierException("invalid dimensions", false)))
                .isNotInstanceOf(ModelUnavailableException.class);
    }

    @Test
    void only_what_may_pass_lets_a_job_start_again() {
        assertThat(ThrowableClassifier.getThrowableType(new ModelException("m")))
                .isEqualTo(ThrowableType.NonRecoverableError);
        assertThat(ThrowableClassifier.getThrowableType(new ModelUnavailableException("m")))
                .isEqualTo(ThrowableType.RecoverableError);
        assertThat(ThrowableClassifier.getThrowableType(new EncodingException("m")))
                .isEqualTo(ThrowableType.NonRecoverableError);
    }
}
