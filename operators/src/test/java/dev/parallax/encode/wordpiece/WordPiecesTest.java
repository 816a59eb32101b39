package dev.parallax.encode.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WordPiecesTest {

    private static final int UNKNOWN = 99;

    private static List<Integer> pieces(Map<String, Integer> vocabulary, String word) {
        WordPieces pieces = new WordPieces(vocabulary, "##", UNKNOWN, 100);
        Ids ids = new Ids();
        pieces.add(word, 0, word.length(), ids);
        return IntStream.range(0, ids.size()).mapToObj(ids::at).toList();
    }

    @Example
    void the_longest_piece_comes_first_even_if_a_shorter_one_would_go_on() {
        Map<String, Integer> vocabulary = Map.of("un", 1, "unhappy", 2, "##ness", 3, "##happyx", 4);

        assertThat(pieces(vocabulary, "unhappyness")).containsExactly(2, 3);
        assertThat(pieces(vocabulary, "unhappyx")).containsExactly(UNKNOWN);
    }

    @Example
    void length_is_counted_in_code_points() {
        WordPieces pieces = new WordPieces(Map.of(), "##", UNKNOWN, 3);

        assertThat(pieces.isTooLong("a😀😀😀a", 1, 7)).isFalse();
        assertThat(pieces.isTooLong("a😀😀😀a", 0, 7)).isTrue();
    }

    @Provide
    Arbitrary<Set<String>> vocabularies() {
        Arbitrary<String> pieces =
                Arbitraries.strings().withChars("ab漢").ofMinLength(1).ofMaxLength(4);
        return Arbitraries.oneOf(pieces, pieces.map(piece -> "##" + piece))
                .set()
                .ofMaxSize(12);
    }

    @Property
    void pieces_are_those_of_a_search_from_the_longest_to_the_shortest(
            @ForAll("vocabularies") Set<String> vocabulary, @ForAll("words") String word) {
        Map<String, Integer> ids = new HashMap<>();
        vocabulary.forEach(piece -> ids.put(piece, ids.size()));

        assertThat(pieces(ids, word)).isEqualTo(searched(ids, word));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("ab漢").ofMaxLength(10);
    }

    private static List<Integer> searched(Map<String, Integer> ids, String word) {
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < word.length(); ) {
            int end = word.length();
            while (end > at && !ids.containsKey((at == 0 ? "" : "##") + word.substring(at, end))) {
                end--;
            }
            if (end == at) {
                return List.of(UNKNOWN);
            }
            found.add(ids.get((at == 0 ? "" : "##") + word.substring(at, end)));
            at = end;
        }
        return found;
    }
}
