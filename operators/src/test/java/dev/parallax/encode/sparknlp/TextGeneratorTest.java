package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextGeneratorTest {

    private static List<String> texts(long seed) {
        TextGenerator generator = new TextGenerator(seed);
        return Stream.generate(generator::next).limit(3000).toList();
    }

    @Test
    void a_seed_produces_the_same_texts_every_time() {
        assertThat(texts(5)).isEqualTo(texts(5)).isNotEqualTo(texts(6));
    }

    @Test
    void blank_long_and_marked_texts_come_up() {
        assertThat(texts(5))
                .anyMatch(String::isEmpty)
                .anyMatch(text -> text.length() > 1000)
                .anyMatch(text -> text.indexOf('╔') >= 0)
                .anyMatch(text -> text.indexOf('ↇ') >= 0);
    }
}
