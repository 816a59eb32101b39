package dev.parallax.encode.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.wordpiece.CharacterRule.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CharacterRulesTest {

    /** A library that lower-cases, splits at spaces, keeps exclamation marks, and moves an X to the start of a word. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT)
                .replace("!", " ! ")
                .replace("-", "")
                .split(" +", -1)) {
            if (!word.isEmpty()) {
                words.add(word.contains("\u302ex") ? word.replace("\u302ex", "x\u302e") : word);
            }
        }
        return words;
    }

    private final List<String> asked = new ArrayList<>();
    private final CharacterRules rules = new CharacterRules(text -> {
        asked.add(text);
        return words(text);
    });

    @Test
    void a_rule_is_what_the_library_makes_of_a_character_between_letters() {
        assertThat(rules.of('B')).isEqualTo(new CharacterRule(Kind.IN_WORD, "b"));
        assertThat(rules.of('İ')).isEqualTo(new CharacterRule(Kind.IN_WORD, "i\u0307"));
        assertThat(rules.of('-')).isEqualTo(CharacterRule.REMOVED);
        assertThat(rules.of('!')).isEqualTo(new CharacterRule(Kind.OWN_WORD, "!"));
        assertThat(rules.of(' ')).isEqualTo(CharacterRule.SPACE);
        assertThat(rules.of(0x1f600)).isEqualTo(new CharacterRule(Kind.IN_WORD, "😀"));
    }

    @Test
    void a_character_that_moves_among_marks_is_irregular() {
        assertThat(rules.of('x')).isEqualTo(CharacterRule.IRREGULAR);
    }

    @Test
    void an_unpaired_surrogate_is_irregular_without_the_library() {
        assertThat(rules.of(0xd83d)).isEqualTo(CharacterRule.IRREGULAR);
        assertThat(asked).isEmpty();
    }

    @Test
    void the_library_is_asked_once_for_a_character() {
        rules.of('b');
        int first = asked.size();

        rules.of('b');
        assertThat(asked).hasSize(first);

        rules.of('c');
        assertThat(asked).hasSizeGreaterThan(first);
    }

    @Test
    void a_character_of_several_words_is_irregular() {
        CharacterRules several = new CharacterRules(text -> words(text.replace("q", "b c")));

        assertThat(several.of('q')).isEqualTo(CharacterRule.IRREGULAR);
        assertThat(several.of('r')).isEqualTo(new CharacterRule(Kind.IN_WORD, "r"));
    }
}
