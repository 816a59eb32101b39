package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.job.bench.RawCeiling.Pass;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RawCeilingTest {

    @Test
    void batches_hold_neighbours_by_length_and_every_text_once() {
        // Given
        List<Encoding> sorted = IntStream.rangeClosed(1, 10)
                .mapToObj(length -> Encoding.of(new int[length]))
                .toList();
        // When
        List<List<Encoding>> batches = RawCeiling.batches(sorted, 4);
        // Then
        assertThat(batches)
                .containsExactlyInAnyOrder(sorted.subList(0, 4), sorted.subList(4, 8), sorted.subList(8, 10));
    }

    @Test
    void the_best_size_is_the_one_with_most_texts_a_second() {
        assertThat(RawCeiling.best(Map.of(1, new Pass(80, 1), 8, new Pass(99.5, 9), 32, new Pass(90, 5))))
                .isEqualTo(8);
    }
}
