package dev.parallax.job.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.job.tune.fit.Concurrency;
import dev.parallax.job.tune.fit.FittedTimes;
import dev.parallax.job.tune.fit.RunCost;
import dev.parallax.job.tune.fit.SyntheticTimes;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Searches on models that are formulas. */
class SearchTest {

    private static final int CAPACITY = 512;
    private static final double PADDING = 0.1;
    private static final List<Encoding> TEXTS = SyntheticTimes.reviews(1);
    private static final Concurrency ONE = new Concurrency(1, 1);
    private static final Concurrency SIDE_BY_SIDE = new Concurrency(1, 2);
    private static final Concurrency TOGETHER = new Concurrency(2, 1);
    private static final Setting CONFIGURED = new Setting(SIDE_BY_SIDE, 16, 8192);

    /** Two cores: runs side by side take a tenth longer, and two threads make a run faster, but not twice as fast. */
    private static FittedTimes twoCores(double base, double perToken, double perSquare) {
        return SyntheticTimes.times(Map.of(
                ONE, new RunCost(base, perToken, perSquare),
                SIDE_BY_SIDE, new RunCost(1.1 * base, 1.1 * perToken, 1.1 * perSquare),
                TOGETHER, new RunCost(base, 0.6 * perToken, 0.6 * perSquare)));
    }

    private static List<Setting> settings() {
        int longest = TEXTS.stream().mapToInt(Encoding::length).max().orElseThrow();
        return SearchSpace.settings(List.of(ONE, SIDE_BY_SIDE, TOGETHER), List.of(1, 4, 16, 64), longest, CONFIGURED);
    }

    private static Search search(FittedTimes times, OptionalDouble p99, OptionalDouble rate) {
        return new Search(times, TEXTS, PADDING, CAPACITY, new Goal(p99, rate));
    }

    private static Search search(FittedTimes times) {
        return search(times, OptionalDouble.empty(), OptionalDouble.empty());
    }

    @Property(tries = 5)
    void the_choice_is_as_good_as_any_of_the_grid(
            @ForAll @DoubleRange(min = 0, max = 5) @Scale(6) double base,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) @Scale(6) double perToken,
            @ForAll @DoubleRange(min = 0, max = 0.002) @Scale(6) double perSquare) {
        // Given
        Search search = search(twoCores(base, perToken, perSquare));
        // When
        List<Rated> ranked = search.rank(settings());
        // Then
        double best = settings().stream()
                .mapToDouble(setting -> search.rate(setting).throughput())
                .max()
                .orElseThrow();
        assertThat(ranked).hasSameSizeAs(settings());
        assertThat(ranked.get(0).throughput()).isGreaterThanOrEqualTo(best * (1 - Search.TIE));
        assertThat(ranked.get(0).setting().concurrency()).isEqualTo(SIDE_BY_SIDE);
    }

    @Test
    void runs_with_a_cost_of_their_own_have_many_rows_and_runs_without_have_few() {
        Rated heavy = search(twoCores(20, 0.1, 0)).rank(settings()).get(0);
        Rated light = search(twoCores(0, 0.1, 0)).rank(settings()).get(0);
        assertThat(heavy.setting().maxRows()).isEqualTo(64);
        assertThat(light.setting().maxRows()).isEqualTo(1);
    }

    @Test
    void texts_of_one_length_have_the_throughput_of_the_formula() {
        // Given: full batches of 16 rows of 20 tokens in 2 + 0.05 · 320 = 18 ms, two at a time
        FittedTimes times =
                SyntheticTimes.times(Map.of(ONE, new RunCost(1, 0.05, 0), SIDE_BY_SIDE, new RunCost(2, 0.05, 0)));
        Search search = new Search(
                times,
                SyntheticTimes.texts(20),
                PADDING,
                CAPACITY,
                new Goal(OptionalDouble.empty(), OptionalDouble.empty()));
        // When
        double throughput = search.rate(CONFIGURED).throughput();
        // Then
        assertThat(throughput).isBetween(0.99 * 32 / 0.018, 1.01 * 32 / 0.018);
    }

    @Property(tries = 3)
    void the_highest_rate_keeps_the_bound_and_a_higher_one_does_not(
            @ForAll @DoubleRange(min = 25, max = 200) @Scale(6) double bound) {
        // Given
        Search search = search(twoCores(1, 0.2, 0.001), OptionalDouble.of(bound), OptionalDouble.empty());
        // When
        List<Rated> ranked = search.rank(settings());
        // Then
        Rated best = ranked.get(0);
        assertThat(best.allowed()).isTrue();
        assertThat(p99(search, best.setting(), best.perSecond())).isLessThanOrEqualTo(bound);
        boolean busiest = best.perSecond() > 0.94 * best.throughput();
        assertThat(busiest || p99(search, best.setting(), 1.05 * best.perSecond()) > bound)
                .isTrue();
        for (Rated other : ranked) {
            assertThat(other.allowed() ? other.perSecond() : 0)
                    .isLessThanOrEqualTo(best.perSecond() / (1 - Search.TIE));
        }
    }

    private static double p99(Search search, Setting setting, double perSecond) {
        return search.simulate(setting, Arrivals.poisson(TEXTS, 10_000, perSecond, 1))
                .latencyMillis()
                .p99();
    }

    @Test
    void at_a_given_rate_the_bound_is_kept_and_most_is_left_in_reserve() {
        // Given
        double bound = 60;
        double rate = 150;
        Search search = search(twoCores(1, 0.2, 0.001), OptionalDouble.of(bound), OptionalDouble.of(rate));
        // When
        List<Rated> ranked = search.rank(settings());
        // Then
        Rated best = ranked.get(0);
        assertThat(best.p99Millis()).isLessThanOrEqualTo(bound);
        assertThat(best.perSecond()).isEqualTo(rate);
        assertThat(ranked).anyMatch(each -> !each.allowed());
        assertThat(ranked).filteredOn(Rated::allowed).allSatisfy(each -> {
            assertThat(each.p99Millis()).isLessThanOrEqualTo(bound);
            assertThat(each.throughput()).isLessThanOrEqualTo(best.throughput() / (1 - Search.TIE));
        });
    }

    @Test
    void at_a_given_rate_without_a_bound_the_latency_is_the_lowest() {
        // Given
        Search search = search(twoCores(1, 0.2, 0.001), OptionalDouble.empty(), OptionalDouble.of(20));
        // When
        List<Rated> ranked = search.rank(settings());
        // Then: at a low rate a lone text is answered soonest by all cores
        assertThat(ranked.get(0).setting().concurrency()).isEqualTo(TOGETHER);
        assertThat(ranked)
                .allSatisfy(each -> assertThat(each.p99Millis())
                        .isGreaterThanOrEqualTo(ranked.get(0).p99Millis() * (1 - 2 * Search.TIE)));
    }

    @Test
    void what_cannot_be_kept_is_allowed_nowhere() {
        FittedTimes times = twoCores(1, 0.2, 0.001);
        assertThat(search(times, OptionalDouble.of(0.5), OptionalDouble.empty()).rank(settings()))
                .noneMatch(Rated::allowed);
        assertThat(search(times, OptionalDouble.empty(), OptionalDouble.of(100_000))
                        .rank(settings()))
                .noneMatch(Rated::allowed)
                .allMatch(each -> Double.isInfinite(each.p99Millis()));
    }
}
