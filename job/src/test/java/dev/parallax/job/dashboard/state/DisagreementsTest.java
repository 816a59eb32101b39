package dev.parallax.job.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DisagreementsTest {

    private static final ShadowKey QUIET = new ShadowKey("sentiment", "spark-nlp");
    private static final ShadowKey NOISY = new ShadowKey("sentiment", "spark-head");

    private final Disagreements disagreements = new Disagreements();

    @Test
    void a_quiet_shadow_is_not_pushed_out_by_noisy_ones() {
        // Given
        disagreements.add(QUIET, "\"quiet\"");
        // When
        for (int i = 0; i < 50 * Disagreements.MOST; i++) {
            disagreements.add(new ShadowKey("sentiment", "head-" + i % 50), Integer.toString(i));
        }
        // Then
        assertThat(latest(QUIET)).containsExactly("\"quiet\"");
        assertThat(latest(new ShadowKey("sentiment", "head-7"))).hasSizeBetween(19, 20);
    }

    @Test
    void of_shadows_without_number_the_one_longest_not_heard_of_goes() {
        // When
        for (int i = 0; i <= Disagreements.MOST; i++) {
            disagreements.add(new ShadowKey("sentiment", "head-" + i), Integer.toString(i));
        }
        // Then
        assertThat(latest(new ShadowKey("sentiment", "head-0"))).isEmpty();
        assertThat(latest(new ShadowKey("sentiment", "head-1"))).containsExactly("1");
    }

    @Test
    void large_ones_take_no_more_room_than_there_is_and_go_before_those_of_others() {
        // Given
        String large = "\"" + "x".repeat(RecordReader.LARGEST_DISAGREEMENT - 2) + "\"";
        disagreements.add(QUIET, "\"quiet\"");
        // When
        for (int i = 0; i < 2 * Disagreements.MOST_OF_EACH; i++) {
            disagreements.add(NOISY, large);
        }
        // Then
        assertThat(latest(QUIET)).containsExactly("\"quiet\"");
        assertThat(latest(NOISY)).hasSize(Disagreements.MOST_OF_EACH - 1);
    }

    @Test
    void without_a_shadow_those_of_all_come_newest_first() {
        // When
        disagreements.add(QUIET, "1");
        disagreements.add(NOISY, "2");
        disagreements.add(QUIET, "3");
        // Then
        assertThat(disagreements.latest(Optional.empty())).containsExactly("3", "2", "1");
        assertThat(latest(QUIET)).containsExactly("3", "1");
        assertThat(latest(new ShadowKey("sentiment", "another"))).isEmpty();
    }

    @Test
    void a_shadow_of_another_model_is_another_and_one_without_a_model_may_be_of_any() {
        // When
        disagreements.add(QUIET, "1");
        disagreements.add(new ShadowKey("intent", QUIET.shadow()), "2");
        disagreements.add(new ShadowKey("", QUIET.shadow()), "3");
        // Then
        assertThat(latest(QUIET)).containsExactly("3", "1");
    }

    @Property(tries = 100)
    void each_shadow_has_its_latest_whatever_comes_between(
            @ForAll @Size(max = 400) List<@IntRange(max = 3) Integer> shadows) {
        // Given
        Map<Integer, ArrayDeque<String>> expected = new HashMap<>();
        Disagreements fresh = new Disagreements();
        // When
        for (int i = 0; i < shadows.size(); i++) {
            int shadow = shadows.get(i);
            fresh.add(new ShadowKey("sentiment", "head-" + shadow), Integer.toString(i));
            expected.computeIfAbsent(shadow, any -> new ArrayDeque<>()).addFirst(Integer.toString(i));
        }
        // Then
        expected.forEach((shadow, all) -> assertThat(
                        fresh.latest(Optional.of(new SeriesKey("sentiment", "head-" + shadow, "de"))))
                .isEqualTo(new ArrayList<>(all).subList(0, Math.min(all.size(), Disagreements.MOST_OF_EACH))));
    }

    private List<String> latest(ShadowKey shadow) {
        return disagreements.latest(Optional.of(new SeriesKey(shadow.model(), shadow.shadow(), "")));
    }
}
