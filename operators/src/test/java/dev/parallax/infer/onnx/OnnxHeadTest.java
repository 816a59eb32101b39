package dev.parallax.infer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Scores;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxHeadTest {

    private static final Encoding TEXT = Encoding.of(2, 7, 8, 3);
    private static final Encoding OTHER = Encoding.of(2, 9, 3);

    @TempDir
    Path folder;

    private OnnxClassifier open(TinyModel model, TinyHead... heads) {
        ModelBundle bundle = ModelBundle.read(model.write(folder.resolve("model")), null, ModelBundle.MODEL_LIMIT);
        HeadOptions[] options = new HeadOptions[heads.length];
        for (int i = 0; i < heads.length; i++) {
            options[i] = new HeadOptions(
                    "head-" + i, heads[i].write(folder.resolve("head-" + i)).toString());
        }
        return OnnxClassifier.open(bundle, DeviceOptions.CPU.withCpuThreads(1), List.of(options));
    }

    private static void refused(ThrowingCallable opening, String... parts) {
        assertThatThrownBy(opening).isInstanceOf(ModelException.class).hasMessageContainingAll(parts);
    }

    @Test
    void scores_hold_the_models_logits_and_those_of_each_head() throws Exception {
        // Given
        try (OnnxClassifier alone = open(TinyModel.bert());
                OnnxClassifier classifier = open(TinyModel.bert().features(), TinyHead.same(), TinyHead.opposite())) {
            // When
            Scores own = alone.score(List.of(TEXT)).get(0);
            Scores scores = classifier.score(List.of(OTHER, TEXT)).get(1);
            // Then
            float[] logits = own.logits();
            assertThat(own.headLogits()).isEmpty();
            assertThat(scores.logits()).containsExactly(logits);
            assertThat(scores.headLogits()).containsExactly(logits[0], logits[1], logits[1], logits[0]);
        }
    }

    @Test
    void a_head_that_has_the_classes_in_another_order_answers_in_the_models() throws Exception {
        // Given
        TinyHead turned = TinyHead.of(List.of("positive", "negative"), new float[][] {{0, 1}, {1, 0}}, 5, 0);
        try (OnnxClassifier classifier = open(TinyModel.bert().features(), turned)) {
            // When
            Scores scores = classifier.score(List.of(TEXT)).get(0);
            // Then
            assertThat(scores.headLogits()).containsExactly(scores.logits()[0], scores.logits()[1] + 5);
        }
    }

    @Test
    void a_head_that_fails_takes_nothing_from_the_model_and_the_other_heads() throws Exception {
        // Given
        try (OnnxClassifier classifier =
                open(TinyModel.bert().features(), TinyHead.same().oneRowOnly(), TinyHead.same())) {
            // When
            List<Scores> rows = classifier.score(List.of(TEXT, OTHER));
            // Then
            assertThat(rows).hasSize(2);
            for (Scores scores : rows) {
                float[] logits = scores.logits();
                assertThat(scores.headLogits()).containsExactly(Float.NaN, Float.NaN, logits[0], logits[1]);
                assertThat(logits[0]).isFinite();
            }
        }
    }

    @Test
    void a_model_without_features_takes_no_head() {
        refused(() -> open(TinyModel.bert(), TinyHead.same()), "head-0", "an output named features");
    }

    @Test
    void a_head_of_other_classes_is_refused() {
        refused(
                () -> open(
                        TinyModel.bert().features(),
                        TinyHead.of(List.of("ham", "spam"), new float[][] {{1, 0}, {0, 1}}, 0, 0)),
                "[ham, spam]",
                "[negative, positive]");
    }

    @Test
    void a_head_for_other_features_is_refused() {
        refused(
                () -> open(
                        TinyModel.bert().features(),
                        TinyHead.of(List.of("negative", "positive"), new float[][] {{1, 0}, {0, 1}, {1, 1}}, 0, 0)),
                "expected features [batch, 2]");
    }

    @Test
    void a_head_of_another_encoder_is_refused() {
        // Given
        Path model = TinyModel.bert().features().write(folder.resolve("trained"));
        TinyHead.same().encoder("aaaa").writeCard(model);
        Path head = TinyHead.same().encoder("bbbb").write(folder.resolve("foreign"));
        // Then
        refused(
                () -> OnnxClassifier.open(
                        ModelBundle.read(model, null, ModelBundle.MODEL_LIMIT),
                        DeviceOptions.CPU,
                        List.of(new HeadOptions("foreign", head.toString()))),
                "encoder bbbb",
                "encoder aaaa");
    }

    @Test
    void a_folder_that_holds_no_head_is_refused() {
        // Given
        ModelBundle model =
                ModelBundle.read(TinyModel.bert().features().write(folder.resolve("m")), null, ModelBundle.MODEL_LIMIT);
        // Then
        refused(
                () -> OnnxClassifier.open(
                        model, DeviceOptions.CPU, List.of(new HeadOptions("none-such", folder.toString()))),
                "none-such",
                "head.onnx and head.json");
    }

    @Test
    void a_head_whose_weights_are_no_numbers_is_refused_at_start() {
        refused(
                () -> open(
                        TinyModel.bert().features(),
                        TinyHead.of(List.of("negative", "positive"), new float[][] {{1, 0}, {0, 1}}, Float.NaN, 0)),
                "head-0",
                "NaN");
    }
}
