package dev.parallax.encode.wordpiece;

import dev.parallax.encode.wordpiece.CharacterRule.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule of every character, learned from the tokenizer library when a character is met for the first time. So the
 * rules follow the library's Unicode tables, not Java's. Safe for several threads.
 *
 * <p>All steps of BERT's normalisation look at one character at a time, with one exception: decomposition (NFD) sorts
 * the marks of a letter by their combining class. The order of marks that are stripped afterwards does not matter. A
 * mark that stays and changes places with other marks is {@link Kind#IRREGULAR}. The library shows which do: each
 * character is also tried beside two marks that stay, one that moves to the front and one that moves to the back.
 */
final class CharacterRules {

    /** A letter that no normalisation changes. */
    private static final String LETTER = "a";

    /** A spacing mark of combining class 224: sorting moves it behind marks of most other classes. */
    private static final String LATE_MARK = "\u302e";

    /** A spacing mark of combining class 9: sorting moves it before marks of most other classes. */
    private static final String EARLY_MARK = "\u1b44";

    private static final int PAGE = 1 << 8;

    private final Splitter library;

    /**
     * Rules by the upper and the lower part of a code point. Threads write without a lock: a rule is immutable, and one
     * that another thread does not see yet is learned again.
     */
    private final @Nullable CharacterRule[][] pages = new CharacterRule[(Character.MAX_CODE_POINT + 1) / PAGE][];

    CharacterRules(Splitter library) {
        this.library = library;
    }

    /** The rule of a code point. An unpaired surrogate is irregular. */
    CharacterRule of(int c) {
        CharacterRule[] page = pages[c / PAGE];
        CharacterRule rule = page == null ? null : page[c % PAGE];
        return rule == null ? learn(c) : rule;
    }

    private CharacterRule learn(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        CharacterRule rule = surrogate ? CharacterRule.IRREGULAR : tried(Character.toString(c));
        CharacterRule[] page = pages[c / PAGE];
        if (page == null) {
            page = new CharacterRule[PAGE];
            pages[c / PAGE] = page;
        }
        page[c % PAGE] = rule;
        return rule;
    }

    /** The rule of a character between letters, if it holds beside marks too. */
    private CharacterRule tried(String character) {
        CharacterRule rule = rule(library.words(LETTER + character + LETTER));
        if (rule.kind() == Kind.IRREGULAR) {
            return rule;
        }
        List<String> expected = new ArrayList<>(rule.words(LETTER + LATE_MARK, LETTER));
        expected.addAll(rule.words(LETTER, EARLY_MARK + LETTER));
        String besideMarks = LETTER + LATE_MARK + character + LETTER + " " + LETTER + character + EARLY_MARK + LETTER;
        return library.words(besideMarks).equals(expected) ? rule : CharacterRule.IRREGULAR;
    }

    /** The rule that makes these words of a character between two letters. */
    private static CharacterRule rule(List<String> words) {
        String first = words.get(0);
        int end = first.length() - LETTER.length();
        if (words.size() == 1 && end >= LETTER.length() && first.startsWith(LETTER) && first.endsWith(LETTER)) {
            return end == LETTER.length()
                    ? CharacterRule.REMOVED
                    : new CharacterRule(Kind.IN_WORD, first.substring(LETTER.length(), end));
        }
        if (words.equals(CharacterRule.SPACE.words(LETTER, LETTER))) {
            return CharacterRule.SPACE;
        }
        if (words.size() == 3 && first.equals(LETTER) && words.get(2).equals(LETTER)) {
            return new CharacterRule(Kind.OWN_WORD, words.get(1));
        }
        return CharacterRule.IRREGULAR;
    }
}
