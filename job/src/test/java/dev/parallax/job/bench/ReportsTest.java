package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.bench.BenchReport.Ceiling;
import dev.parallax.job.bench.BenchReport.Conditions;
import dev.parallax.job.bench.BenchReport.Residence;
import dev.parallax.job.bench.CpuTimes.Group;
import dev.parallax.job.bench.RawCeiling.Pass;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final DistributionSummary SINGLE = new DistributionSummary(500, 10, 9, 12, 14, 20);
    private static final BenchReport REPORT = new BenchReport(
            new Conditions(
                    "Linux, 2 processors",
                    "sentiment (0123)",
                    "CPU",
                    1,
                    2,
                    32,
                    8192,
                    0.1,
                    "3 texts: a file",
                    3000,
                    SINGLE),
            new Ceiling(
                    new TreeMap<>(Map.of(1, new Pass(90, 20), 16, new Pass(110, 18), 32, new Pass(100, 19))),
                    new Pass(104, 14),
                    new Pass(96, 16),
                    new Pass(90, 17),
                    List.of(new Pass(79, 20), new Pass(81, 20))),
            new JobThroughput.ThroughputResult(3000, 92, 30.5, 1.04, 10, Map.of(Group.BATCHER, 9.0, Group.NATIVE, 6.0)),
            new JobThroughput.ThroughputResult(3000, 80, 1, 1, 10, Map.of()),
            SINGLE,
            new JobLatency.LatencyResult(46, new DistributionSummary(700, 14, 12, 25, 35, 50), 1.5),
            new JobLatency.LatencyResult(46, new DistributionSummary(700, 15, 13, 28, 40, 60), 1),
            new NoOpBatching.BatcherResult(3_000_000, 400_000, 6, 31.5),
            new EncoderSpeed(25, 900_000),
            new Residence(300, 700, 0));

    @Test
    void the_table_has_values_and_ratios_of_one_run() {
        assertThat(REPORT.markdown())
                .contains("| (a) bare model, sorted batches of 16 | 100.0 texts/s (before the job 104.0, after it "
                        + "96.0) |")
                .contains("| b / a | 0.920 | ≥ 0.90 |")
                .contains("| CPU time of a text, (a) / (b) | 0.920 (15.00 ms, 16.30 ms) |")
                .contains("| (e) bare model with the graph as it was exported | 80.0 texts/s |")
                .contains("| a / e | 1.250 |")
                .contains("| b / e | 1.150 |")
                .contains("| b / c | 1.150 |")
                .contains("| p99 of (b) / mean of one inference | 3.50 | ≤ 4 |")
                .contains("| latency of (b) at 46.0 texts/s, half of (b) | p50 12 ms, p99 35 ms (1.5 rows per batch) |")
                .contains("400,000 texts/s; 500,000 for each second of CPU")
                .contains("300 MiB before a model was loaded, peak 700 MiB with the bare model, unknown with")
                .contains("| batcher (with its share of the model) | 60.0 % |");
    }

    @Test
    void the_json_has_the_same_values() throws Exception {
        JsonNode json = JsonMapper.builder().build().readTree(REPORT.json());
        assertThat(json.at("/ratios/jobToCeiling").asDouble()).isCloseTo(0.92, within(1e-9));
        assertThat(json.at("/ratios/ceilingToExported").asDouble()).isCloseTo(1.25, within(1e-9));
        assertThat(json.at("/ratios/jobToExported").asDouble()).isCloseTo(1.15, within(1e-9));
        assertThat(json.at("/ceiling/bySize/16/perSecond").asDouble()).isEqualTo(110);
        assertThat(json.at("/batchedLatency/millis/p99").asDouble()).isEqualTo(35);
        assertThat(json.at("/conditions/tokens/max").asDouble()).isEqualTo(20);
    }

    @Test
    void a_soak_reports_thirds_and_slope() throws Exception {
        SoakReport report = new SoakReport(
                200_000, "a file", 100, 20, new Trend(900, 910, 911, 0.4), new Trend(200, 201, 201.25, -0.01));
        assertThat(report.markdown())
                .contains("200,000 records of a file in 100 s, each with one committed prediction; 20 samples.")
                .contains("| resident set | 900.0 | 910.0 | 911.0 | +0.40 |")
                .contains("| heap after a full collection | 200.0 | 201.0 | 201.3 | -0.01 |");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(report.json())
                        .at("/residentMiB/last")
                        .asDouble())
                .isEqualTo(911);
    }
}
