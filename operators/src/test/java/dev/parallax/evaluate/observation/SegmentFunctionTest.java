package dev.parallax.evaluate.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class SegmentFunctionTest {

    private static List<Observation> segmented(List<String> segments, Observation observation) {
        List<Observation> out = new ArrayList<>();
        new SegmentFunction(segments).flatMap(observation, new ListCollector<>(out));
        return out;
    }

    @Test
    void without_a_key_field_a_text_counts_once_among_all() {
        assertThat(segmented(List.of(), Observations.predicted(12).in("de")))
                .containsExactly(Observations.predicted(12));
    }

    @Test
    void a_text_counts_among_all_and_in_its_segment() {
        assertThat(segmented(List.of("de", "en"), Observations.predicted(12).in("en")))
                .containsExactly(
                        Observations.predicted(12), Observations.predicted(12).in("en"));
    }

    @Test
    void a_segment_without_windows_of_its_own_is_one_of_the_others() {
        assertThat(segmented(List.of("de"), Observations.disagreed(12).in("fr")))
                .containsExactly(
                        Observations.disagreed(12), Observations.disagreed(12).in(SegmentFunction.OTHER));
        assertThat(segmented(List.of("de"), Observations.disagreed(12)))
                .containsExactly(
                        Observations.disagreed(12), Observations.disagreed(12).in(SegmentFunction.OTHER));
    }
}
