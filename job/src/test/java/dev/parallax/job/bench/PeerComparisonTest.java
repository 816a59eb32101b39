package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.bench.peer.FakePrograms;
import dev.parallax.job.bench.peer.PeerLane;
import dev.parallax.job.bench.peer.PeerLane.Kind;
import dev.parallax.job.config.setting.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerComparisonTest {

    private static final int RECORDS = 40_000;

    @TempDir
    private Path folder;

    @Test
    void the_job_and_the_programs_that_are_there_run_the_same_texts() throws Exception {
        // Given
        Path texts = Files.write(folder.resolve("texts.tsv"), List.of("positive\tgood", "negative\tnot good at all"));
        Settings settings = Settings.none()
                .with(
                        Map.of(
                                "model.path",
                                TinyModel.bert().write(folder.resolve("model")).toString(),
                                "inference.cpu-threads",
                                "1"),
                        "the test");
        FakePrograms programs =
                new FakePrograms(folder.resolve("programs")).npm().node();
        // When
        PeerReport report = new PeerComparison(
                        new Bench.Workload(Optional.of(texts), 0, settings, RECORDS, 1),
                        programs.environment(),
                        1,
                        new PrintStream(OutputStream.nullOutputStream()))
                .run();
        // Then
        assertThat(report.labelled()).isEqualTo(2);
        assertThat(report.lanes())
                .extracting(PeerLane::kind)
                .containsExactly(Kind.EXPORTED, Kind.JOB, Kind.SPARK_NLP, Kind.TRANSFORMERS);
        assertThat(report.lanes().get(2).notMeasured())
                .hasValueSatisfying(why -> assertThat(why).contains("a checkout"));
        assertThat(report.lanes())
                .filteredOn(lane -> lane.notMeasured().isEmpty())
                .hasSize(3)
                .allSatisfy(lane -> assertThat(lane.perSecond())
                        .singleElement()
                        .satisfies(perSecond -> assertThat(perSecond).isPositive()));
        assertThat(report.lanes().get(3).sameLabels()).isPresent();
        assertThat(report.markdown()).contains("| (s) Spark NLP | not measured: its runner is built from a checkout");
    }
}
