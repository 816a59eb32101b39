package dev.parallax.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.job.tune.fit.Concurrency;
import dev.parallax.job.tune.fit.FittedTimes;
import dev.parallax.job.tune.fit.RunCost;
import dev.parallax.job.tune.fit.ShapeGrid;
import dev.parallax.job.tune.fit.SyntheticTimes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Checks what is measured, simulated and said about it: numbers of threads, shapes, settings and goals. */
class SettingsToTryTest {

    private static final Concurrency DEFAULT_ON_TWO_CORES = new Concurrency(1, 2);

    @Test
    void two_cores_run_one_batch_or_two_or_one_on_both() {
        assertThat(Concurrency.onCpu(2, DEFAULT_ON_TWO_CORES))
                .containsExactly(new Concurrency(1, 1), DEFAULT_ON_TWO_CORES, new Concurrency(2, 1));
        assertThat(Concurrency.onCpu(1, new Concurrency(1, 1))).containsExactly(new Concurrency(1, 1));
    }

    @Property
    void no_more_threads_than_cores_and_each_number_of_threads_alone_too(
            @ForAll @IntRange(min = 1, max = 200) int cores) {
        // Given
        Concurrency configured = new Concurrency(1, Math.min(16, cores));
        // When
        List<Concurrency> all = Concurrency.onCpu(cores, configured);
        // Then
        assertThat(all).doesNotHaveDuplicates().isSorted().contains(configured, new Concurrency(cores, 1));
        assertThat(all).allSatisfy(each -> {
            assertThat(each.threads() * each.inFlight()).isBetween(1, cores);
            assertThat(all).contains(new Concurrency(each.threads(), 1));
        });
    }

    @Test
    void configured_numbers_are_measured_whatever_they_are() {
        assertThat(Concurrency.onCpu(2, new Concurrency(3, 5))).contains(new Concurrency(3, 5), new Concurrency(3, 1));
        assertThat(Concurrency.onGpu(new Concurrency(1, 3)))
                .containsExactly(
                        new Concurrency(1, 1), new Concurrency(1, 2), new Concurrency(1, 3), new Concurrency(1, 4));
    }

    @Test
    void numbers_of_runs_between_measured_ones_lie_between_their_times() {
        // Given
        FittedTimes times = SyntheticTimes.times(Map.of(
                new Concurrency(1, 1), new RunCost(10, 1, 0),
                new Concurrency(1, 2), new RunCost(12, 1.2, 0),
                new Concurrency(1, 4), new RunCost(20, 2, 0.4)));
        // When
        List<RunCost> costs = times.costs(new Concurrency(1, 4));
        // Then
        assertThat(costs).hasSize(4);
        assertThat(costs.get(1)).isEqualTo(new RunCost(12, 1.2, 0));
        assertThat(costs.get(2).base()).isCloseTo(16, within(1e-9));
        assertThat(costs.get(2).perToken()).isCloseTo(1.6, within(1e-9));
        assertThat(costs.get(2).perSquare()).isCloseTo(0.2, within(1e-9));
        assertThatThrownBy(() -> times.costs(new Concurrency(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inFlight=3");
    }

    @Test
    void shapes_have_lengths_of_the_texts_and_bounded_tokens() {
        // Given
        List<Encoding> texts = SyntheticTimes.reviews(1);
        // When
        List<List<Encoding>> batches = new ShapeGrid(16, 400).batches(texts);
        // Then
        assertThat(batches)
                .isSortedAccordingTo(Comparator.comparingInt(
                        batch -> batch.size() * batch.get(0).length()));
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch).allMatch(text -> text.length() == batch.get(0).length());
            assertThat(texts).contains(batch.get(0));
            assertThat(batch.size() == 1 || batch.size() * batch.get(0).length() <= 400)
                    .isTrue();
        });
        assertThat(batches.stream().map(List::size)).contains(1, 2, 4, 8, 16);
        int longest = texts.stream().mapToInt(Encoding::length).max().orElseThrow();
        assertThat(batches).anyMatch(batch -> batch.get(0).length() == longest);
    }

    @Test
    void a_graph_of_one_row_has_batches_of_one() {
        assertThat(ShapeGrid.CPU.oneRow().rows()).containsExactly(1);
        assertThat(ShapeGrid.CPU.oneRow().batches(SyntheticTimes.texts(3, 3, 5)))
                .allMatch(batch -> batch.size() == 1);
    }

    @Test
    void limits_of_tokens_that_end_no_batch_occur_once() {
        // Given
        Setting configured = new Setting(DEFAULT_ON_TWO_CORES, 16, 8192);
        // When
        List<Setting> settings = SearchSpace.settings(List.of(DEFAULT_ON_TWO_CORES), List.of(1, 8, 16), 50, configured);
        // Then
        assertThat(settings)
                .containsExactly(
                        new Setting(DEFAULT_ON_TWO_CORES, 1, 8192),
                        new Setting(DEFAULT_ON_TWO_CORES, 8, 128),
                        new Setting(DEFAULT_ON_TWO_CORES, 8, 256),
                        new Setting(DEFAULT_ON_TWO_CORES, 8, 8192),
                        new Setting(DEFAULT_ON_TWO_CORES, 16, 128),
                        new Setting(DEFAULT_ON_TWO_CORES, 16, 256),
                        new Setting(DEFAULT_ON_TWO_CORES, 16, 512),
                        configured);
    }

    @Test
    void the_configured_setting_is_always_simulated() {
        Setting configured = new Setting(DEFAULT_ON_TWO_CORES, 7, 99);
        assertThat(SearchSpace.settings(List.of(DEFAULT_ON_TWO_CORES), List.of(1, 8), 50, configured))
                .contains(configured);
    }

    @Test
    void a_setting_is_a_policy_without_linger() {
        Setting setting = new Setting(DEFAULT_ON_TWO_CORES, 1, 8192);
        assertThat(setting.policy(0.2, 512)).isEqualTo(new BatchPolicy(1, 8192, 0.2, Duration.ZERO, 2, 512));
        assertThat(setting.words())
                .isEqualTo("1 thread a run, 2 batches in flight of up to 1 row and 8192 padded tokens");
    }

    @Test
    void texts_arrive_at_their_mean_rate_and_the_same_ones_at_every_rate() {
        // Given
        List<Encoding> corpus = SyntheticTimes.reviews(1);
        // When
        Arrivals arrivals = Arrivals.poisson(corpus, 20_000, 100, 4);
        // Then
        long[] nanos = arrivals.nanos();
        assertThat(nanos).isSorted();
        assertThat(nanos[nanos.length - 1] / 1e9).isCloseTo(200, within(6.0));
        assertThat(arrivals.at(50).texts()).isEqualTo(arrivals.texts());
        assertThat(arrivals.at(50).nanos()[999]).isCloseTo(2 * nanos[999], within(2L));
        assertThat(Arrivals.backlog(corpus, 30, 4).nanos()).containsOnly(0);
    }

    @Test
    void a_goal_says_what_it_is() {
        OptionalDouble none = OptionalDouble.empty();
        assertThat(new Goal(none, none).words()).isEqualTo("the most texts a second");
        assertThat(new Goal(OptionalDouble.of(50), none).words())
                .isEqualTo("the most texts a second with a p99 of 50 ms at most");
        assertThat(new Goal(none, OptionalDouble.of(12.5)).words()).isEqualTo("the lowest p99 at 12.5 texts/s");
        assertThat(new Goal(OptionalDouble.of(50), OptionalDouble.of(20)).words())
                .contains("in reserve")
                .contains("50 ms at most at 20 texts/s");
        assertThatThrownBy(() -> new Goal(OptionalDouble.of(0), none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p99Millis");
        assertThatThrownBy(() -> new Goal(none, OptionalDouble.of(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("perSecond");
    }
}
