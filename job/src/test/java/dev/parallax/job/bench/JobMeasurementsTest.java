package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.Corpus.Sentence;
import dev.parallax.job.quickstart.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMeasurementsTest {

    @TempDir
    private Path folder;

    @Test
    void a_run_counts_every_record_once_and_sees_the_batches() throws Exception {
        // Given
        Corpus corpus =
                Corpus.of(List.of(new Sentence("positive", "good"), new Sentence("negative", "not good at all")));
        Settings settings = Settings.none()
                .with(
                        Map.of(
                                "model.path",
                                TinyModel.bert().write(folder).toString(),
                                "inference.provider",
                                "cpu",
                                "inference.cpu-threads",
                                "1"),
                        "the test");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // When
            JobThroughput.ThroughputResult throughput = JobThroughput.measure(broker, "full", settings, corpus, 40_000);
            JobLatency.LatencyResult latency = JobLatency.measure(broker, "paced", settings, corpus, 100, 1);
            // Then
            assertThat(throughput.perSecond()).isPositive();
            assertThat(throughput.rowsPerBatch()).isGreaterThanOrEqualTo(1);
            assertThat(throughput.paddingRatio()).isBetween(1.0, 1.1);
            assertThat(latency.millis().count()).isEqualTo(50);
            assertThat(latency.perSecond()).isEqualTo(100);
        }
    }
}
