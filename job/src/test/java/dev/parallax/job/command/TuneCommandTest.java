package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TuneCommandTest {

    @TempDir
    private Path folder;

    private Path model;
    private Path texts;

    @BeforeEach
    void prepare() throws IOException {
        model = TinyModel.bert().write(folder.resolve("my-model"));
        texts = Files.writeString(
                folder.resolve("texts.tsv"),
                "positive\tgood film\nnegative\tthe film was not very good\nit was short\nbad\n");
    }

    private StandardStreams.Run tune(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "tune", "--model=" + model, "--texts=" + texts, "--seconds=0.05", "--set=inference.provider=cpu"));
        arguments.addAll(List.of(more));
        return StandardStreams.run(arguments.toArray(String[]::new));
    }

    private PipelineConfig pasted(StandardStreams.Run run) throws IOException {
        String yaml = run.out().stream()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("job.yaml"), yaml);
        return PipelineConfig.from(Settings.load(Optional.of(file), List.of()));
    }

    @Test
    void what_is_printed_can_be_pasted_into_the_configuration() throws IOException {
        // Given
        Path json = folder.resolve("tuning.json");
        // When
        StandardStreams.Run run = tune("--json=" + json, "--set=batch.max-padding=0.25");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode root = JsonMapper.builder().build().readTree(json.toFile());
        PipelineConfig config = pasted(run);
        BatchPolicy policy = config.batch();
        assertThat(config.device().cpuThreads())
                .isEqualTo(root.at("/chosen/threads").asInt());
        assertThat(policy.inFlight()).isEqualTo(root.at("/chosen/inFlight").asInt());
        assertThat(policy.maxRows()).isEqualTo(root.at("/chosen/maxRows").asInt());
        assertThat(policy.maxPaddedTokens())
                .isEqualTo(root.at("/chosen/maxPaddedTokens").asInt());
        assertThat(policy.maxPadding()).isEqualTo(0.25);
        assertThat(policy.linger()).isEqualTo(Duration.ZERO);
    }

    @Test
    void predictions_stand_beside_measurements_of_three_settings() throws IOException {
        // Given
        Path json = folder.resolve("tuning.json");
        // When
        StandardStreams.Run run = tune("--json=" + json);
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(String.join("\n", run.out()))
                .contains("Model my-model (")
                .contains("4 texts: " + texts)
                .contains("Goal: the most texts a second.")
                .contains("| Threads | In flight | Time of a run:")
                .contains("texts/s, predicted | measured | error")
                .contains("# texts/s: predicted ");
        assertThat(run.err())
                .contains("Measuring runs of the model, threads a run: 1, runs side by side: 1 (1 of ")
                .contains("Simulating ")
                .contains("(9 of 9) ...");
        JsonNode root = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(root.at("/schema").asText()).isEqualTo("parallax.tuning/1");
        assertThat(root.at("/fits")).isNotEmpty();
        assertThat(root.at("/checked")).hasSize(3).allSatisfy(each -> {
            assertThat(each.at("/predicted/perSecond").asDouble()).isPositive();
            assertThat(each.at("/measured/perSecond").asDouble()).isPositive();
            assertThat(each.at("/error").asDouble())
                    .isEqualTo(each.at("/predicted/perSecond").asDouble()
                                    / each.at("/measured/perSecond").asDouble()
                            - 1);
            assertThat(each.at("/measured/p99Millis").isMissingNode()).isTrue();
        });
        assertThat(StreamSupport.stream(root.at("/checked").spliterator(), false)
                        .map(each -> each.get("role").asText()))
                .anyMatch(role -> role.contains("BEST"))
                .anyMatch(role -> role.contains("CONFIGURED"));
    }

    @Test
    void a_bound_of_the_latency_is_measured_at_the_rate_that_was_found() throws IOException {
        // Given
        Path json = folder.resolve("tuning.json");
        // When
        StandardStreams.Run run = tune("--p99=10000", "--json=" + json);
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(String.join("\n", run.out()))
                .contains("Goal: the most texts a second with a p99 of 10000 ms at most.")
                .contains("| p99 at ")
                .contains("texts/s within the bound, predicted |")
                .contains("# p99 at ");
        JsonNode root = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(root.at("/goal/p99Millis").asDouble()).isEqualTo(10_000);
        assertThat(root.at("/kept").asBoolean()).isTrue();
        assertThat(root.at("/checked/0/predicted/p99Millis").asDouble()).isBetween(0.0, 10_000.0);
        assertThat(pasted(run).batch().maxRows()).isPositive();
    }

    @Test
    void a_rate_may_be_given() {
        StandardStreams.Run run = tune("--rate=500", "--p99=10000");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(String.join("\n", run.out()))
                .contains("with a p99 of 10000 ms at most at 500 texts/s")
                .contains("| p99 at 500.0 texts/s, predicted |");
    }

    @Test
    void a_model_that_takes_one_text_at_a_time_has_batches_of_one() throws IOException {
        // Given
        model = TinyModel.bert().rows(1).write(folder.resolve("one-row"));
        // When
        StandardStreams.Run run = tune();
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(pasted(run).batch().maxRows()).isEqualTo(1);
    }

    @Test
    void a_bound_that_no_setting_keeps_is_an_error_with_the_lowest_latency() {
        StandardStreams.Run run = tune("--p99=0.0000001");
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err())
                .contains("--p99 must be a latency that a setting keeps")
                .contains("the lowest p99 is ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_rate_that_is_too_high_is_an_error_with_the_highest_throughput() {
        StandardStreams.Run run = tune("--rate=1000000000000");
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err()).contains("--rate must be at most ").contains("the most is ");
    }

    @Test
    void invalid_input_is_named() throws IOException {
        assertThat(tune("--p99=0").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(tune("--p99=0").err()).contains("'--p99'").contains("above 0");
        assertThat(tune("--rate=-1").err()).contains("'--rate'");
        assertThat(tune("--set=batch.max-rows=-3").err()).contains("batch.max-rows");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
        texts = empty;
        assertThat(tune().err()).contains("No texts").contains(empty.toString());
        texts = folder.resolve("absent.txt");
        assertThat(tune().err()).contains("--texts: there is no file");
        texts = empty;
        model = folder.resolve("nowhere");
        StandardStreams.Run run = tune();
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("--model " + model + " is no folder").contains("sentiment");
    }

    @Test
    void a_text_on_which_the_model_fails_is_an_error_without_the_text() throws IOException {
        texts = Files.writeString(folder.resolve("poison.txt"), "good\npoison film\n");
        StandardStreams.Run run = tune();
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err()).contains("ONNX Runtime failed on a batch").doesNotContain("poison film");
    }
}
