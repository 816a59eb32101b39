package dev.parallax.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceSequenceTest {

    private static final int RUNS = 2000;
    private static final int STEPS = 2000;

    /** Ends computed with 40 digits by mpmath from the definition. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0.025, 1",
        "0, 1, 0, 0.975",
        "10, 0, 0.62301264900932261, 1",
        "97, 3, 0.87705111439106655, 0.99812093936759232",
        "3, 97, 0.0018790606324076846, 0.12294888560893345",
        "500, 500, 0.44241838567663077, 0.55758161432336923",
        "999999, 1, 0.99998620691462443, 0.99999999998589506",
        "1000000, 0, 0.99998952420225109, 1",
        "1000000000, 30000000, 0.9708464533633177, 0.97090110287509919"
    })
    void its_ends_are_those_of_the_definition(long successes, long failures, double low, double high) {
        Interval interval = ConfidenceSequence.bernoulli(successes, failures, 0.05);
        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void nothing_is_known_of_nothing() {
        assertThat(ConfidenceSequence.bernoulli(0, 0, 0.05)).isEqualTo(new Interval(0, 1));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 11", "0.97, 12"})
    void looked_at_after_every_record_it_leaves_the_true_share_out_in_one_run_of_twenty_at_most(
            double share, long seed) {
        assertThat(runsLeavingOut(share, seed, (s, n) -> ConfidenceSequence.bernoulli(s, n - s, 0.05)))
                .isLessThanOrEqualTo(RUNS / 20);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 11", "0.97, 12"})
    void an_interval_for_one_look_would_not_do(double share, long seed) {
        assertThat(runsLeavingOut(share, seed, (s, n) -> Interval.wilson(s, n).orElseThrow()))
                .isGreaterThan(RUNS / 4);
    }

    private static int runsLeavingOut(double share, long seed, BiFunction<Integer, Integer, Interval> interval) {
        Random random = new Random(seed);
        Map<Integer, Boolean> out = new HashMap<>();
        int runs = 0;
        for (int run = 0; run < RUNS; run++) {
            int successes = 0;
            boolean everOut = false;
            for (int step = 1; step <= STEPS; step++) {
                successes += random.nextDouble() < share ? 1 : 0;
                int seen = successes;
                int looked = step;
                everOut |= out.computeIfAbsent(
                        step * (STEPS + 1) + successes, any -> leavesOut(interval.apply(seen, looked), share));
            }
            runs += everOut ? 1 : 0;
        }
        return runs;
    }

    private static boolean leavesOut(Interval interval, double share) {
        return share < interval.low() || share > interval.high();
    }

    @Property
    void it_holds_the_share_seen_and_the_interval_for_one_look(
            @ForAll @IntRange(max = 500) int successes, @ForAll @IntRange(min = 1, max = 500) int failures) {
        Interval interval = ConfidenceSequence.bernoulli(successes, failures, 0.05);
        Interval wilson =
                Interval.wilson(successes, (long) successes + failures).orElseThrow();
        assertThat(interval.low()).isBetween(0.0, wilson.low() + 1e-12);
        assertThat(interval.high()).isBetween(wilson.high() - 1e-12, 1.0);
    }

    @Property
    void successes_and_failures_mirror_each_other(
            @ForAll @IntRange(max = 500) int successes, @ForAll @IntRange(max = 500) int failures) {
        Interval one = ConfidenceSequence.bernoulli(successes, failures, 0.05);
        Interval other = ConfidenceSequence.bernoulli(failures, successes, 0.05);
        assertThat(one.low()).isCloseTo(1 - other.high(), within(1e-12));
    }

    @Property
    void a_surer_one_is_wider_and_more_of_the_same_makes_it_narrower(
            @ForAll @IntRange(min = 1, max = 500) int successes, @ForAll @IntRange(min = 1, max = 500) int failures) {
        Interval interval = ConfidenceSequence.bernoulli(successes, failures, 0.05);
        Interval surer = ConfidenceSequence.bernoulli(successes, failures, 0.01);
        Interval later = ConfidenceSequence.bernoulli(10L * successes, 10L * failures, 0.05);
        assertThat(surer.low()).isLessThan(interval.low());
        assertThat(surer.high()).isGreaterThan(interval.high());
        assertThat(later.low()).isGreaterThan(interval.low());
        assertThat(later.high()).isLessThan(interval.high());
    }

    @Test
    void counts_and_probabilities_that_are_none_are_refused() {
        assertThatThrownBy(() -> ConfidenceSequence.bernoulli(-1, 2, 0.05))
                .hasMessage("Counts must be 0 or more, not -1 successes and 2 failures");
        assertThatThrownBy(() -> ConfidenceSequence.bernoulli(1, 2, 1))
                .hasMessage("alpha must be above 0 and below 1, not 1.0");
        assertThatThrownBy(() -> ConfidenceSequence.bernoulli(1, 2, Double.NaN))
                .hasMessage("alpha must be above 0 and below 1, not NaN");
    }
}
