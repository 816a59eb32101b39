package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.bench.BenchReport.Conditions;
import dev.parallax.job.bench.peer.PeerLane;
import dev.parallax.job.bench.peer.PeerLane.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PeerReportTest {

    private static final PeerReport REPORT = new PeerReport(
            new Conditions(
                    "Linux, 2 processors",
                    "sentiment (0123)",
                    "CPU",
                    1,
                    2,
                    16,
                    8192,
                    0.1,
                    "447 texts: a file",
                    2000,
                    new DistributionSummary(2000, 25, 22, 54, 60, 76)),
            3,
            447,
            8,
            "2 workers: 90.0; 1 worker: 80.0",
            List.of(
                    lane(Kind.EXPORTED, "raw", OptionalInt.empty(), 100, 50, 110),
                    lane(Kind.REWRITTEN, "rewritten", OptionalInt.of(447), 120, 65, 121),
                    lane(Kind.JOB, "job", OptionalInt.empty(), 110, 60, 121),
                    PeerLane.notMeasured(Kind.SPARK_NLP, "Maven failed: a|b"),
                    lane(Kind.TRANSFORMERS, "transformers 4.3.2", OptionalInt.of(446), 88, 40, 110)));

    private static PeerLane lane(Kind kind, String description, OptionalInt same, double... perSecond) {
        return new PeerLane(
                kind, description, DoubleStream.of(perSecond).boxed().toList(), same, Optional.empty());
    }

    @Test
    void the_table_has_medians_and_ratios_within_rounds() {
        assertThat(REPORT.markdown())
                .contains("Linux, 2 processors. Model sentiment (0123) on CPU")
                .contains("all 2000 records once in each of 3 rounds")
                .contains("Raw sessions run sorted batches of 8.")
                .contains("2 workers: 90.0; 1 worker: 80.0.")
                .contains("| (e) raw | 100.0 (50.0 to 110.0) | 1 | 1.100 (1.100 to 1.200) | ≥ 1.15 |  |")
                .contains("| (b) job | 110.0 (60.0 to 121.0) | 1.100 (1.100 to 1.200) | 1 |  |  |")
                .contains("| (t) transformers 4.3.2 | 88.0 (40.0 to 110.0) | 0.880 (0.800 to 1.000)"
                        + " | 1.250 (1.100 to 1.500) | ≥ 1.20 | 446 of 447 |");
    }

    @Test
    void a_program_that_was_not_measured_has_its_reason_in_its_row() {
        assertThat(REPORT.markdown()).contains("| (s) Spark NLP | not measured: Maven failed: a\\|b | | | | |");
    }

    @Test
    void the_json_has_the_same_values() throws Exception {
        JsonNode json = JsonMapper.builder().build().readTree(REPORT.json());
        assertThat(json.at("/programs/transformers/jobByIt/median").asDouble()).isCloseTo(1.25, within(1e-9));
        assertThat(json.at("/programs/transformers/perSecond/1").asDouble()).isEqualTo(40);
        assertThat(json.at("/programs/transformers/sameLabels").asInt()).isEqualTo(446);
        assertThat(json.at("/programs/spark_nlp/notMeasured").asText()).isEqualTo("Maven failed: a|b");
        assertThat(json.at("/programs/job/byRawSession/highest").asDouble()).isCloseTo(1.2, within(1e-9));
        assertThat(json.at("/conditions/records").asInt()).isEqualTo(2000);
    }
}
