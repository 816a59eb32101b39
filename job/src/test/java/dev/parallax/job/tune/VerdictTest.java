package dev.parallax.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.job.tune.Checked.Role;
import dev.parallax.job.tune.fit.Concurrency;
import dev.parallax.job.tune.fit.RunCost;
import dev.parallax.job.tune.fit.SyntheticTimes;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Goal THROUGHPUT = new Goal(OptionalDouble.empty(), OptionalDouble.empty());
    private static final Goal BOUND = new Goal(OptionalDouble.of(50), OptionalDouble.empty());
    private static final Goal RATE = new Goal(OptionalDouble.empty(), OptionalDouble.of(10));

    private static Rated rated(int threads, int inFlight, int rows, double value) {
        return new Rated(new Setting(new Concurrency(threads, inFlight), rows, 8192), value, value, 40, true, value);
    }

    private static Figures figures(double perSecond, double p99) {
        return new Figures(perSecond, 1, p99, 1);
    }

    private static Checked checked(Role role, double value, double measured, double p99) {
        return new Checked(role, rated(1, 2, 8, value), figures(value, 40), figures(measured, p99));
    }

    @Test
    void what_measured_most_is_chosen_whatever_was_predicted() {
        // Given
        Checked best = checked(Role.BEST, 200, 100, 0);
        Checked other = checked(Role.OTHER, 190, 120, 0);
        // When
        Verdict verdict = Verdict.of(List.of(best, checked(Role.CONFIGURED, 150, 90, 0), other), THROUGHPUT);
        // Then
        assertThat(verdict).isEqualTo(new Verdict(other, true));
    }

    @Test
    void the_configured_setting_stays_where_nothing_is_clearly_better() {
        // Given
        Checked configured = checked(Role.CONFIGURED, 150, 100, 0);
        // Then
        assertThat(Verdict.of(List.of(checked(Role.BEST, 200, 101.9, 0), configured), THROUGHPUT)
                        .chosen())
                .isEqualTo(configured);
        Checked better = checked(Role.BEST, 200, 103, 0);
        assertThat(Verdict.of(List.of(better, configured), THROUGHPUT).chosen()).isEqualTo(better);
    }

    @Test
    void a_bound_must_be_kept_in_the_measurement() {
        // Given
        Checked broken = checked(Role.BEST, 200, 100, 51);
        Checked configured = checked(Role.CONFIGURED, 150, 100, 49);
        // Then
        assertThat(Verdict.of(List.of(broken, configured), BOUND)).isEqualTo(new Verdict(configured, true));
    }

    @Test
    void where_no_bound_was_kept_the_lowest_latency_is_named() {
        // Given
        Checked broken = checked(Role.BEST, 200, 100, 60);
        Checked lower = checked(Role.CONFIGURED, 150, 100, 55);
        // Then
        assertThat(Verdict.of(List.of(broken, lower), BOUND)).isEqualTo(new Verdict(lower, false));
    }

    @Test
    void at_a_rate_the_lowest_measured_latency_is_chosen() {
        // Given
        Checked best = checked(Role.BEST, 200, 10, 30);
        Checked configured = checked(Role.CONFIGURED, 150, 10, 40);
        // Then
        assertThat(Verdict.of(List.of(best, configured), RATE).chosen()).isEqualTo(best);
    }

    @Test
    void the_error_is_that_of_the_goal() {
        Checked checked = checked(Role.BEST, 110, 100, 50);
        assertThat(checked.error(THROUGHPUT)).isCloseTo(0.1, within(1e-9));
        assertThat(checked.error(RATE)).isCloseTo(-0.2, within(1e-9));
    }

    @Test
    void the_best_the_configured_and_one_with_other_threads_are_checked() {
        // Given
        Rated best = rated(1, 2, 4, 100);
        Rated like = rated(1, 2, 8, 99);
        Rated other = rated(2, 1, 16, 80);
        Rated configured = rated(1, 2, 16, 98);
        // When
        CheckPlan plan = CheckPlan.of(List.of(best, like, configured, other), configured.setting());
        // Then
        assertThat(plan.points())
                .containsExactly(
                        new CheckPlan.Point(Role.BEST, best),
                        new CheckPlan.Point(Role.CONFIGURED, configured),
                        new CheckPlan.Point(Role.OTHER, other));
    }

    @Test
    void where_the_best_is_the_configured_one_two_others_are_checked() {
        // Given
        Rated best = rated(1, 2, 16, 100);
        Rated like = rated(1, 2, 8, 99);
        Rated other = rated(2, 1, 16, 80);
        // When
        CheckPlan plan = CheckPlan.of(List.of(best, like, other, rated(2, 1, 1, 7)), best.setting());
        // Then
        assertThat(plan.points())
                .containsExactly(
                        new CheckPlan.Point(Role.BEST_AND_CONFIGURED, best),
                        new CheckPlan.Point(Role.OTHER, other),
                        new CheckPlan.Point(Role.OTHER, like));
    }

    @Test
    void a_single_setting_is_checked_once() {
        Rated only = rated(1, 1, 1, 100);
        assertThat(CheckPlan.of(List.of(only), only.setting()).points()).hasSize(1);
    }

    @Test
    void figures_are_means_of_rounds() {
        // Given
        Arrivals slow =
                new Arrivals(SyntheticTimes.texts(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 1000, Collections.nCopies(10, 10.0));
        List<Double> spread = List.of(1.0);
        Setting setting = new Setting(new Concurrency(1, 1), 1, 10);
        // When
        List<Outcome> rounds = List.of(
                new Simulation(List.of(new RunCost(1, 0, 0)), spread, setting.policy(0, 9), slow, 9, 0).run(),
                new Simulation(List.of(new RunCost(3, 0, 0)), spread, setting.policy(0, 9), slow, 9, 0).run());
        // Then
        Figures mean = Figures.mean(rounds);
        assertThat(mean.p50Millis()).isCloseTo(2, within(1e-3));
        assertThat(mean.p99Millis()).isCloseTo(2, within(1e-3));
        assertThat(mean.perSecond()).isCloseTo(100, within(1e-3));
        assertThat(mean.rowsPerBatch()).isEqualTo(1);
    }
}
