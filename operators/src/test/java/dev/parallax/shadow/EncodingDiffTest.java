package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.shadow.EncodingDiff.Segment;
import dev.parallax.shadow.EncodingDiff.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EncodingDiffTest {

    private static EncodingDiff diff(Encoding primary, List<Encoding> shadow, int maxPieces) {
        return EncodingDiff.of(primary, shadow, String::valueOf, maxPieces);
    }

    private static Segment segment(Side side, String... pieces) {
        return new Segment(side, List.of(pieces));
    }

    @Test
    void dropped_pieces_are_the_primarys_alone() {
        EncodingDiff diff = diff(Encoding.of(1, 5, 6, 7, 8, 2), List.of(Encoding.of(1, 5, 8, 2)), 100);

        assertThat(diff.firstDifference()).isEqualTo(2);
        assertThat(diff.segments())
                .containsExactly(
                        segment(Side.BOTH, "1", "5"), segment(Side.PRIMARY, "6", "7"), segment(Side.BOTH, "8", "2"));
    }

    @Test
    void where_one_stands_for_the_other_the_primarys_pieces_come_first() {
        EncodingDiff diff = diff(Encoding.of(1, 5, 6, 2), List.of(Encoding.of(1, 9, 8, 2)), 100);

        assertThat(diff.segments())
                .containsExactly(
                        segment(Side.BOTH, "1"),
                        segment(Side.PRIMARY, "5", "6"),
                        segment(Side.SHADOW, "9", "8"),
                        segment(Side.BOTH, "2"));
    }

    @Test
    void a_sentence_split_shows_as_special_tokens_of_the_shadow() {
        EncodingDiff diff = diff(Encoding.of(1, 5, 6, 2), List.of(Encoding.of(1, 5, 2), Encoding.of(1, 6, 2)), 100);

        assertThat(diff.segments())
                .containsExactly(
                        segment(Side.BOTH, "1", "5"), segment(Side.SHADOW, "2", "1"), segment(Side.BOTH, "6", "2"));
    }

    @Test
    void an_excerpt_starts_before_the_first_difference_and_tells_what_it_leaves_out() {
        int[] left = new int[100];
        Arrays.setAll(left, i -> i);
        int[] right = Arrays.copyOf(left, 90);
        right[50] = 999;

        EncodingDiff diff = diff(Encoding.of(left), List.of(Encoding.of(right)), 8);

        assertThat(diff)
                .isEqualTo(new EncodingDiff(
                        50,
                        List.of(
                                segment(Side.BOTH, "47", "48", "49"),
                                segment(Side.PRIMARY, "50"),
                                segment(Side.SHADOW, "999"),
                                segment(Side.BOTH, "51", "52", "53", "54")),
                        47,
                        45,
                        35));
    }

    @Test
    void a_text_without_rows_has_no_pieces() {
        assertThat(diff(Encoding.of(1, 2), List.of(), 10).segments()).containsExactly(segment(Side.PRIMARY, "1", "2"));
    }

    @Test
    void only_one_row_of_the_same_input_is_the_same() {
        Encoding primary = new Encoding(new int[] {1, 5, 2}, new int[0], new int[0], 7);

        assertThat(EncodingDiff.same(primary, List.of(Encoding.of(1, 5, 2))))
                .as("what was cut off does not matter")
                .isTrue();
        assertThat(EncodingDiff.same(primary, List.of(Encoding.of(1, 5, 2), Encoding.of(1, 2))))
                .isFalse();
        assertThat(EncodingDiff.same(primary, List.of())).isFalse();
        assertThat(EncodingDiff.same(primary, List.of(Encoding.of(1, 5)))).isFalse();
        Encoding masked = new Encoding(new int[] {1, 5, 2}, new int[0], new int[] {1, 0, 1}, 0);
        assertThat(EncodingDiff.same(primary, List.of(masked))).isFalse();
        assertThat(EncodingDiff.same(
                        primary, List.of(new Encoding(new int[] {1, 5, 2}, new int[] {0, 1, 1}, new int[0], 0))))
                .isFalse();
    }

    @Property
    void each_sides_segments_are_its_pieces_in_order(
            @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> primary,
            @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> shadow) {
        EncodingDiff diff = diff(encoding(primary), List.of(encoding(shadow)), 1000);

        assertThat(pieces(diff, Side.PRIMARY)).isEqualTo(names(primary.subList(diff.piecesBefore(), primary.size())));
        assertThat(pieces(diff, Side.SHADOW)).isEqualTo(names(shadow.subList(diff.piecesBefore(), shadow.size())));
        for (int i = 1; i < diff.segments().size(); i++) {
            assertThat(diff.segments().get(i).side())
                    .isNotEqualTo(diff.segments().get(i - 1).side());
        }
    }

    private static Encoding encoding(List<Integer> ids) {
        return Encoding.of(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<String> names(List<Integer> ids) {
        return ids.stream().map(String::valueOf).toList();
    }

    private static List<String> pieces(EncodingDiff diff, Side side) {
        List<String> pieces = new ArrayList<>();
        for (Segment segment : diff.segments()) {
            if (segment.side() == side || segment.side() == Side.BOTH) {
                pieces.addAll(segment.pieces());
            }
        }
        return pieces;
    }
}
