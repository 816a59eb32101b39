package dev.parallax.evaluate.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.evaluate.observation.Observations;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CountsTest {

    /** Up to 400 cells, of which many meet in other vectors. */
    @Provide
    Arbitrary<Map<Integer, Long>> cells() {
        Arbitrary<Integer> numbers = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 600), Arbitraries.integers().between(0, Integer.MAX_VALUE));
        Arbitrary<Long> counts = Arbitraries.longs().between(-1_000_000, 1_000_000);
        return Arbitraries.maps(numbers, counts).ofMaxSize(400);
    }

    private static Counts counts(Map<Integer, Long> cells) {
        Counts counts = new Counts();
        cells.forEach(counts::add);
        return counts;
    }

    private static Counts sum(Counts one, Counts other) {
        Counts sum = one.copy();
        sum.add(other, 1);
        return sum;
    }

    private static Counts throughBytes(Counts counts) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        CountsSerializer.INSTANCE.serialize(counts, out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        CountsSerializer.INSTANCE.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        return CountsSerializer.INSTANCE.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer()));
    }

    @Property(tries = 200)
    void a_vector_holds_what_was_added_to_each_cell(@ForAll("cells") Map<Integer, Long> cells) {
        // When
        Counts counts = counts(cells);
        Map<Integer, Long> read = new HashMap<>();
        counts.forEach(read::put);
        // Then
        cells.values().removeIf(count -> count == 0);
        assertThat(read).isEqualTo(cells);
        assertThat(counts.size()).isEqualTo(cells.size());
        cells.forEach((cell, count) -> assertThat(counts.count(cell)).isEqualTo(count));
    }

    @Property(tries = 200)
    void addition_does_not_depend_on_the_order(
            @ForAll("cells") Map<Integer, Long> a,
            @ForAll("cells") Map<Integer, Long> b,
            @ForAll("cells") Map<Integer, Long> c) {
        assertThat(sum(counts(a), counts(b))).isEqualTo(sum(counts(b), counts(a)));
        assertThat(sum(sum(counts(a), counts(b)), counts(c)))
                .isEqualTo(sum(counts(a), sum(counts(b), counts(c))))
                .hasSameHashCodeAs(sum(counts(c), sum(counts(b), counts(a))));
    }

    @Property(tries = 200)
    void what_is_added_and_taken_away_again_leaves_nothing(
            @ForAll("cells") Map<Integer, Long> a, @ForAll("cells") Map<Integer, Long> b) {
        // Given
        Counts counts = counts(a);
        // When
        counts.add(counts(b), 1);
        counts.add(counts(b), -1);
        // Then
        assertThat(counts).isEqualTo(counts(a));
        counts.add(counts(a), -1);
        assertThat(counts.isZero()).isTrue();
        assertThat(counts.size()).isZero();
    }

    @Property(tries = 200)
    void a_copy_is_the_same_and_apart(
            @ForAll("cells") Map<Integer, Long> cells, @ForAll @IntRange(max = 600) int cell) {
        // Given
        Counts counts = counts(cells);
        Counts copy = CountsSerializer.INSTANCE.copy(counts);
        assertThat(copy).isEqualTo(counts);
        // When
        copy.add(cell, 1);
        // Then
        assertThat(copy).isNotEqualTo(counts);
        assertThat(counts).isEqualTo(counts(cells));
    }

    @Property(tries = 200)
    void what_is_written_is_read_again(@ForAll("cells") Map<Integer, Long> cells) throws IOException {
        assertThat(throughBytes(counts(cells))).isEqualTo(counts(cells));
    }

    @Test
    void cells_that_became_zero_take_no_room_for_ever() throws IOException {
        // Given
        Counts counts = new Counts();
        DataOutputSerializer out = new DataOutputSerializer(64);
        // When: as many cells as a window of a model with 200 classes would see in years
        for (int cell = 0; cell < 1_000_000; cell++) {
            counts.add(cell, 1);
            counts.add(cell, -1);
        }
        CountsSerializer.INSTANCE.serialize(counts, out);
        // Then
        assertThat(counts.isZero()).isTrue();
        assertThat(out.length()).isEqualTo(Integer.BYTES);
    }

    @Test
    void a_cell_below_zero_is_an_error() {
        assertThatThrownBy(() -> new Counts().add(-1, 1)).hasMessage("A cell has a number of 0 or more, not -1");
    }

    @Test
    void sketches_that_are_written_are_read_again_and_copies_are_apart() throws IOException {
        // Given
        Sketches sketches = new Sketches();
        for (int i = 0; i < 5000; i++) {
            sketches.add(Observations.predicted(i));
            sketches.add(Observations.labelled(i, 1, 1));
        }
        DataOutputSerializer out = new DataOutputSerializer(64);
        // When
        SketchesSerializer.INSTANCE.serialize(sketches, out);
        Sketches read = SketchesSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        Sketches copy = SketchesSerializer.INSTANCE.copy(sketches);
        // Then
        assertThat(read).isEqualTo(sketches).hasSameHashCodeAs(sketches);
        assertThat(copy).isEqualTo(sketches);
        copy.add(Observations.predicted(1));
        assertThat(copy).isNotEqualTo(sketches);
        assertThat(read).isEqualTo(sketches);
        assertThat(out.length()).isLessThan(3 * 2400);
    }
}
