package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.TinyModel;
import java.nio.file.Path;
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
                "quickstart", "--records", "200", "--model", "intent", "--set", "model.path=" + model);
        // Then
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonNode summary =
                JsonMapper.builder().build().readTree(run.out().get(run.out().size() - 1));
        assertThat(summary.get("read").intValue()).isEqualTo(200);
        assertThat(summary.get("predicted").intValue()).isEqualTo(197);
        assertThat(summary.get("deadLetters").intValue()).isEqualTo(3);
        assertThat(summary.get("seconds").doubleValue()).isPositive();
    }

    @Test
    void a_model_that_does_not_come_along_is_an_error_before_anything_starts() {
        StandardStreams.Run run = StandardStreams.run("quickstart", "--records", "1", "--model", "elmo");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("model.name").contains("'elmo'");
    }
}
