package dev.parallax.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.job.tune.fit.RunCost;
import dev.parallax.job.tune.fit.SyntheticTimes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Compares the simulation with cases that are computed by hand. */
class SimulationTest {

    private static final Offset<Double> ROUNDING = within(1e-3);
    private static final int ROOM = 1000;

    private static RunCost constant(double millis) {
        return new RunCost(millis, 0, 0);
    }

    private static BatchPolicy policy(int rows, int inFlight) {
        return new BatchPolicy(rows, 100_000, 1, Duration.ZERO, inFlight, ROOM);
    }

    private static Outcome simulate(BatchPolicy policy, Arrivals arrivals, int capacity, RunCost... costs) {
        return new Simulation(List.of(costs), List.of(1.0), policy, arrivals, capacity, 0).run();
    }

    private static List<Encoding> alike(int count) {
        return Collections.nCopies(count, Encoding.of(new int[10]));
    }

    /** Texts that arrive a number of milliseconds after the one before. */
    private static Arrivals after(Double... millis) {
        return new Arrivals(alike(millis.length), 1000, List.of(millis));
    }

    private static Arrivals everyMillisecond(int count) {
        return after(Collections.nCopies(count, 1.0).toArray(Double[]::new));
    }

    @Test
    void a_backlog_leaves_in_full_batches() {
        // Given: four batches of five, answered after 10, 20, 30 and 40 ms
        Arrivals backlog = new Arrivals(alike(20), 0, List.of());
        // When
        Outcome outcome = simulate(policy(5, 1), backlog, ROOM, constant(10));
        // Then: the second text after 10 ms, the nineteenth after 40 ms
        assertThat(outcome.rowsPerBatch()).isEqualTo(5);
        assertThat(outcome.perSecond()).isCloseTo(17 / 0.03, ROUNDING);
        assertThat(outcome.latencyMillis().max()).isCloseTo(40, ROUNDING);
        assertThat(outcome.paddingRatio()).isEqualTo(1);
    }

    @Test
    void a_lone_text_does_not_wait() {
        Outcome outcome = simulate(policy(8, 1), everyMillisecond(50), ROOM, constant(0.5));
        assertThat(outcome.latencyMillis().p50()).isCloseTo(0.5, ROUNDING);
        assertThat(outcome.latencyMillis().max()).isCloseTo(0.5, ROUNDING);
        assertThat(outcome.rowsPerBatch()).isEqualTo(1);
        assertThat(outcome.perSecond()).isCloseTo(1000, within(0.5));
    }

    @Test
    void batches_grow_while_the_model_is_busy() {
        // Given: texts at 1, 2, … 10 ms; runs from 1, 3.5, 6, 8.5 and 11 ms on with 1, 2, 3, 2 and 2 texts
        Arrivals arrivals = everyMillisecond(10);
        // When
        Outcome outcome = simulate(policy(100, 1), arrivals, ROOM, constant(2.5));
        // Then: the second to the last wait 4, 3, 4.5, 3.5, 2.5, 4, 3, 4.5 and 3.5 ms
        assertThat(outcome.rowsPerBatch()).isEqualTo(2);
        assertThat(outcome.latencyMillis().mean()).isCloseTo(32.5 / 9, ROUNDING);
        assertThat(outcome.latencyMillis().p50()).isCloseTo(3.5, ROUNDING);
        assertThat(outcome.latencyMillis().p99()).isCloseTo(4.5, ROUNDING);
    }

    @Test
    void runs_side_by_side_slow_each_other_down_while_both_run() {
        // Given: pairs of texts, the second 5 ms behind the first. The first has done half of its 10 ms then, and the
        // other half takes 7.5 of 15 ms; the second has done half by then, and the other half takes 5 of 10 ms.
        Arrivals pairs = after(1.0, 5.0, 95.0, 5.0, 95.0, 5.0, 95.0, 5.0, 95.0, 5.0);
        // When
        Outcome outcome = simulate(policy(1, 2), pairs, ROOM, constant(10), constant(15));
        // Then
        assertThat(outcome.latencyMillis().mean()).isCloseTo(12.5, ROUNDING);
        assertThat(outcome.latencyMillis().p50()).isCloseTo(12.5, ROUNDING);
        assertThat(outcome.latencyMillis().max()).isCloseTo(12.5, ROUNDING);
    }

    @Test
    void texts_wait_outside_while_the_capacity_is_taken() {
        // Given: a batch may have five rows, and two texts may be inside
        Arrivals backlog = new Arrivals(alike(20), 0, List.of());
        // When
        Outcome outcome = simulate(policy(5, 1), backlog, 2, constant(10));
        // Then
        assertThat(outcome.rowsPerBatch()).isEqualTo(2);
        assertThat(outcome.latencyMillis().max()).isCloseTo(100, ROUNDING);
    }

    @Test
    void a_run_takes_the_time_of_its_rows_padding_included_and_of_its_lengths() {
        // Given: batches of one text of 10 and one of 20 tokens: 1 + 0.1 · 40 + 0.01 · 2 · 400 = 13 ms
        List<Encoding> texts = SyntheticTimes.texts(10, 20, 10, 20, 10, 20, 10, 20, 10, 20);
        Arrivals backlog = new Arrivals(texts, 0, List.of());
        // When
        Outcome outcome = simulate(policy(2, 1), backlog, 2, new RunCost(1, 0.1, 0.01));
        // Then
        assertThat(outcome.latencyMillis().max()).isCloseTo(5 * 13, ROUNDING);
        assertThat(outcome.paddingRatio()).isCloseTo(40 / 30.0, within(1e-9));
    }

    @Test
    void limits_of_padding_and_of_tokens_end_batches() {
        // Given
        List<Encoding> texts = SyntheticTimes.texts(10, 20, 10, 20, 10, 20, 10, 20, 10, 20);
        Arrivals backlog = new Arrivals(texts, 0, List.of());
        BatchPolicy noPadding = new BatchPolicy(8, 1000, 0, Duration.ZERO, 1, ROOM);
        BatchPolicy fewTokens = new BatchPolicy(8, 20, 1, Duration.ZERO, 1, ROOM);
        // Then: five of each length; pairs of the short ones and each long one alone
        assertThat(simulate(noPadding, backlog, ROOM, constant(1)).rowsPerBatch())
                .isEqualTo(5);
        assertThat(simulate(fewTokens, backlog, ROOM, constant(1)).rowsPerBatch())
                .isEqualTo(10 / 8.0);
    }

    @Test
    void the_spread_makes_runs_longer() {
        Arrivals arrivals = everyMillisecond(10);
        Outcome outcome = new Simulation(List.of(constant(0.2)), List.of(3.0), policy(1, 1), arrivals, ROOM, 0).run();
        assertThat(outcome.latencyMillis().max()).isCloseTo(0.6, ROUNDING);
    }

    @Test
    void the_same_seed_gives_the_same_outcome() {
        Arrivals arrivals = Arrivals.poisson(SyntheticTimes.reviews(1), 2000, 300, 7);
        List<Double> spread = List.of(0.8, 1.0, 1.0, 2.0);
        Outcome one = new Simulation(List.of(constant(3)), spread, policy(8, 1), arrivals, ROOM, 5).run();
        Outcome other = new Simulation(List.of(constant(3)), spread, policy(8, 1), arrivals, ROOM, 5).run();
        assertThat(one).isEqualTo(other);
    }

    /** Pollaczek and Khinchine: the mean wait of an M/D/1 queue is ρ / (2 · (1 − ρ)) service times. */
    @Property(tries = 5)
    void waits_are_those_of_a_queue_of_known_theory(@ForAll @IntRange(min = 20, max = 70) int percent) {
        // Given
        double busy = percent / 100.0;
        Arrivals arrivals = Arrivals.poisson(alike(1), 100_000, 1000 * busy, 3);
        // When
        Outcome outcome = simulate(policy(1, 1), arrivals, ROOM, constant(1));
        // Then
        double expected = 1 + busy / (2 * (1 - busy));
        assertThat(outcome.latencyMillis().mean()).isCloseTo(expected, within(0.05 * expected));
    }

    @Test
    void a_cost_must_be_given_for_each_number_of_runs() {
        Arrivals arrivals = everyMillisecond(10);
        assertThatThrownBy(() -> simulate(policy(1, 2), arrivals, ROOM, constant(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 2");
    }

    @Test
    void too_few_texts_have_no_outcome() {
        Arrivals arrivals = everyMillisecond(9);
        assertThatThrownBy(() -> simulate(policy(1, 1), arrivals, ROOM, constant(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 texts or more");
    }
}
