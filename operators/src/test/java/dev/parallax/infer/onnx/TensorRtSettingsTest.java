package dev.parallax.infer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.infer.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorRtSettingsTest {

    private static final EngineShapes SHAPES = new EngineShapes("0123abcd", 32, 512);

    @TempDir
    Path temp;

    private static DeviceOptions device(boolean tf32, boolean fp16, String cache) {
        return new DeviceOptions(Provider.TENSORRT, 1, 0, 0, tf32, fp16, cache, Duration.ofSeconds(30));
    }

    private static TensorRtSettings settings(EngineShapes shapes, String cache) {
        return TensorRtSettings.of(device(false, false, cache), shapes, "1.28.0");
    }

    @Test
    void one_engine_takes_all_batches_from_one_token_to_the_largest() {
        assertThat(settings(SHAPES, "").options())
                .containsEntry("trt_profile_min_shapes", "input_ids:1x1,attention_mask:1x1,token_type_ids:1x1")
                .containsEntry("trt_profile_opt_shapes", "input_ids:32x64,attention_mask:32x64,token_type_ids:32x64")
                .containsEntry(
                        "trt_profile_max_shapes", "input_ids:32x512,attention_mask:32x512,token_type_ids:32x512");
    }

    @Test
    void the_usual_length_is_no_more_than_the_largest() {
        assertThat(settings(new EngineShapes("0123abcd", 8, 16), "").options())
                .containsEntry("trt_profile_opt_shapes", "input_ids:8x16,attention_mask:8x16,token_type_ids:8x16");
    }

    @Test
    void without_a_folder_no_engine_is_kept() {
        TensorRtSettings settings = settings(SHAPES, "");

        assertThat(settings.folder()).isEmpty();
        assertThat(settings.options().keySet()).noneMatch(name -> name.contains("cache"));
    }

    @Test
    void engines_and_timings_are_kept_in_a_folder_of_the_model_and_its_shapes() {
        TensorRtSettings settings = settings(SHAPES, temp.toString());

        settings.createFolder();

        Path folder = temp.resolve("0123abcd-32x512-fp32-onnxruntime-1.28.0");
        assertThat(folder).isDirectory();
        assertThat(settings.options())
                .containsEntry("trt_engine_cache_enable", "1")
                .containsEntry("trt_engine_cache_path", folder.toString())
                .containsEntry("trt_timing_cache_enable", "1")
                .containsEntry("trt_timing_cache_path", folder.toString());
    }

    @Test
    void an_engine_of_other_weights_shapes_precision_or_runtime_is_not_taken() {
        DeviceOptions fp32 = device(false, false, temp.toString());
        DeviceOptions fp16 = device(false, true, temp.toString());

        assertThat(Stream.of(
                                TensorRtSettings.of(fp32, SHAPES, "1.28.0"),
                                TensorRtSettings.of(fp16, SHAPES, "1.28.0"),
                                TensorRtSettings.of(fp32, SHAPES, "1.29.0"),
                                TensorRtSettings.of(fp32, new EngineShapes("ffff", 32, 512), "1.28.0"),
                                TensorRtSettings.of(fp32, new EngineShapes("0123abcd", 64, 512), "1.28.0"),
                                TensorRtSettings.of(fp32, new EngineShapes("0123abcd", 32, 128), "1.28.0"))
                        .map(TensorRtSettings::folder))
                .doesNotHaveDuplicates();
    }

    @Test
    void half_precision_is_an_option() {
        assertThat(TensorRtSettings.of(device(false, true, ""), SHAPES, "1.28.0")
                        .options())
                .containsEntry("trt_fp16_enable", "1");
        assertThat(TensorRtSettings.of(device(false, false, ""), SHAPES, "1.28.0")
                        .options())
                .containsEntry("trt_fp16_enable", "0");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named_with_its_option() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(settings(SHAPES, file.toString())::createFolder)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("inference.engine-cache")
                .hasMessageContaining(file.toString());
    }

    @Test
    void tf32_that_nothing_prevents_is_warned_of() {
        TensorRtSettings without = TensorRtSettings.of(device(false, false, ""), SHAPES, "1.28.0");
        TensorRtSettings with = TensorRtSettings.of(device(true, false, ""), SHAPES, "1.28.0");

        assertThat(without.roundsToTf32(null))
                .hasValueSatisfying(warning ->
                        assertThat(warning).contains("inference.tf32").contains("NVIDIA_TF32_OVERRIDE=0"));
        assertThat(without.roundsToTf32("1")).isPresent();
        assertThat(without.roundsToTf32("0")).isEmpty();
        assertThat(with.roundsToTf32(null)).isEmpty();
    }

    @Test
    void shapes_have_a_row_and_a_token_at_least() {
        assertThatThrownBy(() -> new EngineShapes("0123abcd", 0, 512))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 rows");
    }
}
