package dev.parallax.job.pipeline;

import static dev.parallax.infer.model.ModelFolder.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFolder;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.endpoint.file.FileEndpoints;
import dev.parallax.text.file.FileFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.JobException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs jobs whose tasks cannot use their model, on a cluster that was not checked before, like a remote one. */
class PermanentFailureTest {

    /** Message of a failure that is not retried, by a strategy with two more attempts. */
    private static final String NOT_TRIED = "The failure is not recoverable";

    private static final String TRIED = "Recovery is suppressed by FixedDelayRestartBackoffTimeStrategy";

    @TempDir
    private Path temp;

    private ModelFolder folder;

    @BeforeEach
    void writeModel() throws Exception {
        folder = ModelFolder.of(TinyModel.bert(), temp.resolve("model"));
        Files.writeString(temp.resolve("texts.txt"), "good film\n");
    }

    private Throwable fail() throws Exception {
        PipelineConfig config = PipelineConfig.from(Settings.none()
                .with(Map.of("model.path", folder.path().toString(), "inference.provider", "cpu"), "test"));
        ServingOptions serving = config.serving();
        Configuration options = new Configuration();
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        try (FileEndpoints files = FileEndpoints.open(
                        temp.resolve("texts.txt"),
                        FileFormat.AUTO,
                        FileEndpoints.Outputs.beside(temp.resolve("out"), false),
                        config.records());
                LocalCluster cluster = LocalCluster.start(1, options)) {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options);
            environment.setParallelism(1);
            var unused = ClassificationTopology.append(
                    environment, files.endpoints(), serving, config.async(), Optional.empty());
            JobID job = cluster.submit(environment, "test");
            return catchThrowable(() -> cluster.await(job));
        }
    }

    @Test
    void a_tokenizer_that_cannot_be_read_ends_the_job_at_once_with_one_line() throws Exception {
        // Given
        folder.tokenizer(field("pre_tokenizer", "{\"type\":\"Nonsense\"}"));
        // When
        Throwable failure = fail();
        // Then
        assertThat(failure)
                .isInstanceOf(ExecutionException.class)
                .hasMessageStartingWith("The job failed: The tokenizer library cannot read ")
                .hasMessageNotContaining("\n")
                .hasStackTraceContaining(NOT_TRIED);
    }

    @Test
    void a_model_of_other_classes_ends_the_job_at_once_with_one_line() throws Exception {
        // Given
        folder.config(field("id2label", "{\"0\":\"a\",\"1\":\"b\",\"2\":\"c\"}"));
        // When
        Throwable failure = fail();
        // Then
        assertThat(failure)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("gives 2 logits, and config.json beside it names 3 classes")
                .hasMessageNotContaining("\n")
                .hasStackTraceContaining(NOT_TRIED);
    }

    @Test
    void a_folder_that_does_not_exist_may_appear_later_so_the_job_restarts() throws Exception {
        // Given
        Files.move(folder.path(), temp.resolve("elsewhere"));
        // When
        Throwable failure = fail();
        // Then
        assertThat(failure)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("model does not exist")
                .hasStackTraceContaining(TRIED);
    }

    @Test
    void a_cluster_that_is_given_the_model_does_not_start_with_one_that_cannot_be_used() throws Exception {
        // Given
        folder.config(field("problem_type", "\"regression\""));
        ServingOptions serving = PipelineConfig.from(Settings.none()
                        .with(Map.of("model.path", folder.path().toString(), "inference.provider", "cpu"), "test"))
                .serving();
        // Then
        assertThatThrownBy(() -> LocalCluster.start(1, new Configuration(), serving))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("regression");
    }

    @Test
    void a_failure_is_reported_in_words_of_parallax_and_not_of_a_library() {
        Throwable failure = new JobException(
                "Recovery is suppressed",
                new ModelException("the model\nis broken", new IllegalStateException("deep")));
        assertThat(JobFailure.of(failure))
                .hasMessage("The job failed: the model is broken")
                .hasCause(failure);
        assertThat(JobFailure.of(new JobException("outer", new IllegalStateException("deep"))))
                .hasMessage("The job failed: IllegalStateException: deep");
    }
}
