package dev.parallax.infer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrtRuntimeTest {

    @Test
    void nothing_frees_the_runtime_under_a_model_that_runs_while_the_process_ends() throws Exception {
        // When
        var environment = OrtRuntime.environment();
        // Then
        assertThat(environment.getVersion()).isNotEmpty();
        assertThat(OrtRuntime.hooksOfRuntime()).isEmpty();
    }
}
