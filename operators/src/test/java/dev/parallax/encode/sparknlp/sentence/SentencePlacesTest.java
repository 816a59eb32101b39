package dev.parallax.encode.sparknlp.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencePlacesTest {

    private static String letters(Random random, int length, int alphabet) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(alphabet)));
        }
        return letters.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 20})
    void sentences_are_found_where_index_of_finds_them(int alphabet) {
        Random random = new Random(alphabet);
        for (int texts = 0; texts < 50; texts++) {
            String text = " ".repeat(texts)
                    + letters(random, 1 + random.nextInt(80), alphabet)
                    + "  "
                    + letters(random, 40, alphabet);
            SentencePlaces places = new SentencePlaces(text);
            int from = 0;
            for (int i = 0; i < 200; i++) {
                String sought = letters(random, 1 + random.nextInt(random.nextInt(8) == 0 ? 130 : 5), alphabet + i % 2);
                int expected = text.indexOf(sought, from);

                assertThat(places.next(sought)).isEqualTo(expected);
                from = expected + sought.length();
            }
        }
    }
}
