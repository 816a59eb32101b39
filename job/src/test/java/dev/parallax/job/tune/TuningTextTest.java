package dev.parallax.job.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.bench.DistributionSummary;
import dev.parallax.job.tune.Checked.Role;
import dev.parallax.job.tune.fit.Concurrency;
import dev.parallax.job.tune.fit.CostFit;
import dev.parallax.job.tune.fit.FittedTimes;
import dev.parallax.job.tune.fit.RunCost;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TuningTextTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final Setting BEST = new Setting(new Concurrency(1, 2), 8, 1024);
    private static final Setting CONFIGURED = new Setting(new Concurrency(1, 2), 16, 8192);

    private static TuningReport report(Goal goal, double slowest, boolean cpu, double bestP99) {
        List<Checked> checked = List.of(
                checked(Role.BEST, BEST, new Figures(160, 11, 45, 7), new Figures(150, 12, bestP99, 6.5)),
                checked(Role.CONFIGURED, CONFIGURED, new Figures(140, 13, 60, 12), new Figures(120, 14, 64, 11)));
        CostFit fit = new CostFit(new RunCost(0.5, 0.25, 0.0004), 0.998, 0.02, 0.07, List.of(0.9, 1.0, 1.0, slowest));
        return new TuningReport(
                new TuningReport.Conditions(
                        "Linux, 2 processors",
                        "sentiment (0123)",
                        "CPU",
                        cpu,
                        "3 texts: a file",
                        new DistributionSummary(3, 20, 22, 54, 73, 76),
                        0.1,
                        512),
                goal,
                new FittedTimes(Map.of(new Concurrency(1, 1), fit, new Concurrency(1, 2), fit)),
                84,
                checked,
                Verdict.of(checked, goal));
    }

    private static Checked checked(Role role, Setting setting, Figures predicted, Figures measured) {
        return new Checked(role, new Rated(setting, 170, 150, 45, true, 150), predicted, measured);
    }

    @Test
    void throughput_is_shown_with_its_error_and_gain() {
        assertThat(TuningText.of(report(new Goal(NONE, NONE), 1.1, true, 44)))
                .contains("3 texts: a file; tokens p50 22, p95 54, p99 73, max 76.")
                .contains("| 1 | 2 | 0.500 ms + 250.00 µs · tokens + 0.4000 µs · rows · length² | 0.998 | 2 %, 7 % |"
                        + " × 1.10 |")
                .contains("84 settings simulated, 2 checked")
                .contains("| best by simulation | 1 | 2 | 8 | 1024 | 160.0 | 150.0 | +7 % | 6.5 |")
                .contains("| configured | 1 | 2 | 16 | 8192 | 140.0 | 120.0 | +17 % | 11.0 |")
                .contains("Measured: 1.25 times the texts a second of the configured setting.")
                .contains("""
                            # texts/s: predicted 160.0, measured 150.0
                            inference.cpu-threads: 1
                            batch.in-flight: 2
                            batch.max-rows: 8
                            batch.max-padded-tokens: 1024
                            batch.max-padding: 0.1
                            batch.linger: 0 ms
                        """)
                .doesNotContain("uncertain");
    }

    @Test
    void latency_is_shown_at_the_rate_of_the_best_setting() {
        assertThat(TuningText.of(report(new Goal(OptionalDouble.of(50), NONE), 1.1, true, 44)))
                .contains("p99 at 150.0 texts/s, predicted | measured | error | texts/s within the bound, predicted |")
                .contains("| 45.0 ms | 44.0 ms | +2 % | 150.0 |")
                .contains("Measured p99 at that rate: 44.0 ms, and 64.0 ms as configured.")
                .contains("    # p99 at 150.0 texts/s: predicted 45.0 ms, measured 44.0 ms");
    }

    @Test
    void where_no_setting_kept_the_bound_there_is_nothing_to_paste() throws Exception {
        // Given
        TuningReport report = report(new Goal(OptionalDouble.of(50), NONE), 1.1, true, 51);
        // When
        String text = TuningText.of(report);
        // Then
        assertThat(text)
                .contains("No setting that was checked kept the bound: the lowest measured p99 is 51.0 ms.")
                .doesNotContain("batch.max-rows");
        JsonNode json = JsonMapper.builder().build().readTree(TuningJson.of(report));
        assertThat(json.at("/kept").asBoolean(true)).isFalse();
        assertThat(json.at("/chosen").isMissingNode()).isTrue();
        assertThat(json.at("/checked/1/measured/p99Millis").asDouble()).isEqualTo(64);
    }

    @Test
    void a_busy_machine_is_named() {
        assertThat(TuningText.of(report(new Goal(NONE, NONE), 3.5, true, 44)))
                .contains("The slowest runs took 3.5 times as long as others with the same batch");
    }

    @Test
    void on_a_gpu_the_threads_of_the_cpu_are_left_as_they_are() {
        assertThat(TuningText.of(report(new Goal(NONE, NONE), 1.1, false, 44)))
                .contains("    batch.in-flight: 2\n")
                .doesNotContain("cpu-threads");
    }
}
