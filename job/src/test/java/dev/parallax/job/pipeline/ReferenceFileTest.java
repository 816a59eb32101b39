package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.evaluate.QualityOptions.ClassCount;
import dev.parallax.evaluate.QualityOptions.FileReference;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.job.dashboard.SampleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFileTest {

    @TempDir
    private Path folder;

    private static ObjectNode report() {
        ObjectNode report = SampleReport.of(1, 600, 30).json();
        report.withObject("/counts").put("tokens", 9000).put("unknownTokens", 12);
        bins(report, "score", Bins.SCORE.names());
        bins(report, "tokens", Bins.TOKENS.names());
        return report;
    }

    private static void bins(ObjectNode report, String name, List<String> bins) {
        ObjectNode distribution = report.withObject("/distributions").putObject(name);
        bins.forEach(distribution.putArray("bins")::add);
        Collections.nCopies(bins.size(), 3L).forEach(distribution.putArray("counts")::add);
    }

    private FileReference read(JsonNode report) throws IOException {
        return ReferenceFile.read(Files.writeString(folder.resolve("report.json"), report.toString()));
    }

    @Test
    void the_counts_of_a_report_are_the_reference() throws IOException {
        // When
        FileReference reference = read(report());
        // Then
        assertThat(reference.endMillis())
                .isEqualTo(Instant.parse("2026-03-01T09:00:30Z").toEpochMilli());
        assertThat(reference.classes())
                .containsExactly(new ClassCount("negative", 290), new ClassCount("positive", 310));
        assertThat(reference.score()).hasSize(Bins.SCORE.names().size()).containsOnly(3L);
    }

    @Test
    void a_report_that_cannot_be_the_reference_is_rejected_with_what_is_missing() {
        ObjectNode bins = report();
        bins(bins, "score", List.of("0", "1"));
        assertThatThrownBy(() -> read(bins)).isInstanceOf(IOException.class).hasMessageContaining("score.bins must be");
        ObjectNode distribution = report();
        distribution.withObject("/distributions").remove("tokens");
        assertThatThrownBy(() -> read(distribution)).hasMessageContaining("distributions.tokens must be there");
        ObjectNode negative = report();
        negative.withObject("/counts").put("unknownTokens", -1);
        assertThatThrownBy(() -> read(negative))
                .hasMessage("counts.unknownTokens must be a count of 0 or more, and is -1");
        ObjectNode other = report().put("schema", "parallax.quality/2");
        assertThatThrownBy(() -> read(other))
                .hasMessageContaining("it must be a report of the schema parallax.quality/1");
    }
}
