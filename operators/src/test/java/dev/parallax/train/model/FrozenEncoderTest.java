package dev.parallax.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.encode.Encoding;
import dev.parallax.train.data.Progress;
import dev.parallax.train.data.TrainingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenEncoderTest {

    @TempDir
    Path temp;

    private float[][] features(TinyEncoder encoder, int maxLength, List<String> texts) {
        try (FrozenEncoder frozen =
                FrozenEncoder.load(encoder.write(temp.resolve("encoder")), Pooling.CLS, maxLength, 1)) {
            return frozen.features(texts, Progress.NONE);
        }
    }

    @Test
    void features_of_a_text_do_not_depend_on_its_batch_mates() {
        List<String> texts = List.of("good", "the film was bad and very very dull .", "a great meal", "good");

        float[][] together = features(new TinyEncoder(), 32, texts);

        for (int i = 0; i < texts.size(); i++) {
            float[] alone = features(new TinyEncoder(), 32, List.of(texts.get(i)))[0];
            assertThat(together[i]).usingComparatorWithPrecision(1e-5f).containsExactly(alone);
        }
        assertThat(together[0]).isNotEqualTo(together[2]);
    }

    @Test
    void texts_are_truncated_at_the_length_limit() {
        float[][] features = features(new TinyEncoder(), 4, List.of("good film awful", "good film"));

        assertThat(features[0]).containsExactly(features[1]);
    }

    @Test
    void token_type_ids_are_not_needed() {
        float[][] with = features(new TinyEncoder(), 16, List.of("a great film"));

        float[][] without =
                features(new TinyEncoder().inputs("input_ids", "attention_mask"), 16, List.of("a great film"));

        assertThat(without[0]).containsExactly(with[0]);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                TensorProto.DataType.DOUBLE_VALUE,
                TensorProto.DataType.FLOAT16_VALUE,
                TensorProto.DataType.BFLOAT16_VALUE
            })
    void vectors_of_another_float_type_produce_the_same_features(int type) {
        List<String> texts = List.of("good film", "a great meal");
        EncoderFolder folder = new TinyEncoder().type(type).write(temp.resolve("other"));
        for (Pooling pooling : Pooling.values()) {
            float[][] floats;
            try (FrozenEncoder frozen =
                    FrozenEncoder.load(new TinyEncoder().write(temp.resolve("encoder")), pooling, 16, 1)) {
                floats = frozen.features(texts, Progress.NONE);
            }
            try (FrozenEncoder frozen = FrozenEncoder.load(folder, pooling, 16, 1)) {
                float[][] others = frozen.features(texts, Progress.NONE);
                for (int row = 0; row < floats.length; row++) {
                    assertThat(others[row]).usingComparatorWithPrecision(0.1f).containsExactly(floats[row]);
                }
            }
        }
    }

    @Test
    void vectors_of_integers_are_rejected_by_their_type() {
        EncoderFolder folder =
                new TinyEncoder().type(TensorProto.DataType.INT64_VALUE).write(temp.resolve("other"));
        assertThatThrownBy(() -> FrozenEncoder.load(folder, Pooling.CLS, 16, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("last_hidden_state of")
                .hasMessageContaining("is INT64: expected FLOAT");
    }

    @Test
    void the_tokenizers_configuration_counts_and_goes_with_the_classifier() throws Exception {
        // Given
        EncoderFolder encoder = new TinyEncoder().write(temp.resolve("encoder"));
        Files.writeString(encoder.path().resolve("tokenizer_config.json"), "{\"truncation_side\":\"left\"}");
        // Then
        assertThat(encoder.tokenizerFile().truncationDirection()).isEqualTo("Left");
        assertThat(encoder.tokenizerConfig())
                .hasValueSatisfying(file -> assertThat(file).exists());
    }

    @Test
    void progress_ends_at_the_number_of_texts() {
        List<Integer> heard = new ArrayList<>();
        EncoderFolder folder = new TinyEncoder().write(temp.resolve("encoder"));
        List<String> texts = IntStream.range(0, 70).mapToObj(i -> "good film").toList();

        try (FrozenEncoder frozen = FrozenEncoder.load(folder, Pooling.CLS, 16, FrozenEncoder.ALL_CORES)) {
            frozen.features(texts, (stage, done, total) -> heard.add(done));
        }

        assertThat(heard).isSorted().hasSizeGreaterThan(1).endsWith(70);
    }

    @Test
    void an_input_that_cannot_be_computed_is_named() {
        assertThatThrownBy(() -> features(
                        new TinyEncoder().inputs("input_ids", "attention_mask", "pixels"), 16, List.of("good")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("pixels");
    }

    @Test
    void a_folder_without_tokenizer_is_rejected() throws Exception {
        Path folder = new TinyEncoder().write(temp.resolve("encoder")).path();
        Files.delete(folder.resolve("tokenizer.json"));

        assertThatThrownBy(() -> EncoderFolder.open("mine", folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has no tokenizer.json");
    }

    @Property(tries = 200)
    void every_text_is_in_one_batch_within_the_limits(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 40) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 8) int maxRows,
            @ForAll @IntRange(min = 1, max = 100) int maxPaddedTokens) {
        List<Encoding> encodings =
                lengths.stream().map(length -> Encoding.of(new int[length])).toList();

        List<int[]> batches = LengthSortedBatches.of(encodings, maxRows, maxPaddedTokens);

        assertThat(batches.stream().flatMapToInt(Arrays::stream).toArray())
                .containsExactlyInAnyOrder(IntStream.range(0, lengths.size()).toArray());
        for (int[] batch : batches) {
            int longest = Arrays.stream(batch).map(lengths::get).max().orElseThrow();
            assertThat(batch.length).isBetween(1, maxRows);
            assertThat(batch.length == 1 || batch.length * longest <= maxPaddedTokens)
                    .isTrue();
        }
    }
}
