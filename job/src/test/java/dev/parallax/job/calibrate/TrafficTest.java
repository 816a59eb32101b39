package dev.parallax.job.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.stats.Bins;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {

    static final Traffic USUAL =
            new Traffic(4, 1, 0.9, List.of(0.7, 0.3), Traffic.typicalScores(2), Traffic.typicalTokens());

    @Property
    void typical_shares_are_distributions_and_scores_are_no_worse_than_chance(
            @ForAll @IntRange(min = 1, max = 200) int classes) {
        List<Double> scores = Traffic.typicalScores(classes);
        assertThat(scores.stream().mapToDouble(share -> share).sum()).isCloseTo(1, within(1e-12));
        assertThat(scores.subList(0, Math.min(Bins.SCORE.bin(1.0 / classes), Bins.SCORE.count() - 1)))
                .allMatch(share -> share == 0);
    }

    @Test
    void typical_texts_have_22_tokens_and_one_in_twenty_more_than_54() {
        List<Double> tokens = Traffic.typicalTokens();
        double below16 =
                tokens.subList(0, 2).stream().mapToDouble(share -> share).sum();
        double below64 =
                tokens.subList(0, 4).stream().mapToDouble(share -> share).sum();
        assertThat(tokens.stream().mapToDouble(share -> share).sum()).isCloseTo(1, within(1e-12));
        assertThat(below16).isBetween(0.2, 0.4);
        assertThat(below64).isBetween(0.95, 0.99);
    }

    @Test
    void invalid_traffic_is_an_error_that_says_what_is_allowed() {
        assertThatThrownBy(() -> traffic(0, 0.9, List.of(1.0)))
                .hasMessage("The records a second must be more than 0, not 0.0");
        assertThatThrownBy(() -> traffic(1, 1.1, List.of(1.0))).hasMessage("The agreement must be 0 to 1, not 1.1");
        assertThatThrownBy(() -> traffic(1, 0.9, List.of(0.5, 0.6)))
                .hasMessage("The shares of the classes must be 0 or more each and 1 in all, not [0.5, 0.6]");
    }

    private static Traffic traffic(double records, double agreement, List<Double> classes) {
        return new Traffic(records, 1, agreement, classes, Traffic.typicalScores(2), Traffic.typicalTokens());
    }

    @Test
    void a_drift_moves_texts_to_the_next_bin_or_changes_the_agreement() {
        assertThat(TrafficShift.parse("agreement-0.05").of(USUAL).agreement()).isCloseTo(0.85, within(1e-12));
        assertThat(TrafficShift.parse("class+.1").of(USUAL).classes())
                .satisfiesExactly(
                        share -> assertThat(share).isCloseTo(0.6, within(1e-12)),
                        share -> assertThat(share).isCloseTo(0.4, within(1e-12)));
        List<Double> scores = TrafficShift.parse("score-0.1").of(USUAL).scores();
        assertThat(scores.get(18)).isCloseTo(USUAL.scores().get(18) + 0.1, within(1e-12));
        assertThat(scores.get(19)).isCloseTo(USUAL.scores().get(19) - 0.1, within(1e-12));
        assertThat(TrafficShift.parse("tokens+0.2").of(USUAL).tokens().get(3))
                .isCloseTo(USUAL.tokens().get(3) + 0.2, within(1e-12));
        assertThat(TrafficShift.parse("tokens+0.2")).hasToString("tokens+0.2");
        assertThat(TrafficShift.parse("agreement-0.05")).hasToString("agreement-0.05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agreement", "agreement0.1", "f1-0.1", "class+", "score-x"})
    void a_drift_that_is_written_otherwise_is_an_error(String written) {
        assertThatThrownBy(() -> TrafficShift.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as agreement-0.05, not '" + written + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agreement+0.2", "class-0.1", "class+0.8"})
    void a_drift_further_than_there_is_room_is_an_error(String written) {
        assertThatThrownBy(() -> TrafficShift.parse(written).of(USUAL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_window_holds_what_its_panes_hold_and_as_many_texts_as_expected() {
        // Given
        BinnedWindow window = new BinnedWindow(new SplittableRandom(1), 10, 3);
        window.expect(List.of(0.5, 0.5, 0.0), 1000);
        // When
        for (int i = 0; i < 25; i++) {
            window.slide();
        }
        // Then
        assertThat(window.counts()[0]).isBetween(4700L, 5300L);
        assertThat(window.counts()[1]).isBetween(4700L, 5300L);
        assertThat(window.counts()[2]).isZero();
        // When nothing comes any more
        window.expect(List.of(0.0, 0.0, 0.0), 1000);
        for (int i = 0; i < 10; i++) {
            window.slide();
        }
        // Then
        assertThat(window.counts()).containsOnly(0);
        assertThat(window.draw(List.of(0.0, 1.0, 0.0), 10_000)[1]).isBetween(9_500L, 10_500L);
    }

    @Test
    void scores_are_cut_finer_and_put_together_again() {
        ScoreBins bins = ScoreBins.of(USUAL.scores());
        assertThat(bins.shares()).allMatch(share -> share <= 1.0 / 200 + 1e-12).hasSizeBetween(200, 220);
        long[] ones = bins.shares().stream().mapToLong(share -> 1).toArray();
        assertThat(bins.whole(ones))
                .hasSize(20)
                .endsWith(Math.round(Math.ceil(USUAL.scores().get(19) * 200)));
        assertThat(bins.with(USUAL.scores()).shares()).isEqualTo(bins.shares());
    }
}
