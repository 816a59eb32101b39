package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartCommandTest {

    @TempDir
    private Path folder;

    @Test
    void two_hundred_records_go_through_and_the_last_line_sums_them_up() throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        // When
        StandardStreams.Run run = StandardStreams.run(
                "quickstart", "--records", "200", "--rate", "0", "--model", "intent", "--set", "model.path=" + model);
        // Then
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonNode summary =
                JsonMapper.builder().build().readTree(run.out().get(run.out().size() - 1));
        assertThat(summary.get("read").intValue()).isEqualTo(200);
        assertThat(summary.get("predicted").intValue()).isEqualTo(197);
        assertThat(summary.get("deadLetters").intValue()).isEqualTo(3);
        assertThat(summary.get("seconds").doubleValue()).isPositive();
        assertThat(summary.get("agreed").intValue()).isPositive();
        assertThat(summary.get("agreed").intValue()
                        + summary.get("disagreed").intValue()
                        + summary.get("notCompared").intValue())
                .isEqualTo(197);
    }

    @Test
    void one_record_is_the_one_that_the_job_answers_first() throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        // When
        StandardStreams.Run run = StandardStreams.run("quickstart", "--records", "1", "--set", "model.path=" + model);
        // Then
        assertThat(run.status()).isZero();
        JsonNode summary =
                JsonMapper.builder().build().readTree(run.out().get(run.out().size() - 1));
        assertThat(summary.get("read").intValue()).isEqualTo(1);
        assertThat(summary.get("predicted").intValue()).isEqualTo(1);
    }

    @Test
    void the_shadow_can_be_left_out_and_a_model_that_can_have_none_does_without() throws Exception {
        // Given
        Path bert = TinyModel.bert().write(folder.resolve("tiny"));
        Path roberta = TinyModel.roberta().write(folder.resolve("roberta"));
        // When
        StandardStreams.Run without =
                StandardStreams.run("quickstart", "--records", "20", "--no-shadow", "--set", "model.path=" + bert);
        StandardStreams.Run impossible =
                StandardStreams.run("quickstart", "--records", "20", "--set", "model.path=" + roberta);
        StandardStreams.Run asked = StandardStreams.run(
                "quickstart", "--records", "20", "--set", "model.path=" + roberta, "--set", "shadow.enabled=true");
        // Then
        assertThat(List.of(without.status(), impossible.status(), asked.status()))
                .containsExactly(0, 0, 1);
        for (StandardStreams.Run run : List.of(without, impossible)) {
            JsonNode summary = JsonMapper.builder()
                    .build()
                    .readTree(run.out().get(run.out().size() - 1));
            assertThat(summary.get("agreed").intValue()
                            + summary.get("disagreed").intValue())
                    .isZero();
        }
        assertThat(asked.err()).contains("shadow.enabled").contains("WordPiece");
    }

    @Test
    void a_model_that_is_not_built_in_is_an_error_before_anything_starts() {
        StandardStreams.Run run = StandardStreams.run("quickstart", "--records", "1", "--model", "elmo");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("model.name").contains("'elmo'");
    }
}
