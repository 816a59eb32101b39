package dev.parallax.encode;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Test texts that cover all classes of characters, to find texts on which a tokenizer crashes. They have some
 * characters of every general category in every script, every ASCII character and every character in the strings of the
 * tokenizer's file, each alone, beside a letter, doubled and with an accent; all of Unicode if the tokenizer has a
 * precompiled map; runs, blanks and the empty text.
 */
final class ProbeTexts {

    private static final int OF_A_CLASS = 3;
    private static final int RUN = 3000;
    private static final int TOGETHER = 64;
    private static final String ACCENT = "\u0301";

    private ProbeTexts() {}

    /**
     * Generates the texts.
     *
     * @param named strings of the tokenizer's file: added tokens, and patterns, whose characters are used
     * @param maps whether the tokenizer has a precompiled map of characters, which is tested with every character
     * @return texts by the name of their class, in the order in which they are run
     */
    static Map<String, List<String>> of(List<String> named, boolean maps) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        texts.put("nothing and blanks", List.of("", " ", "  ", "\t\n\r", "\u00a0", " a ", "a  b"));
        texts.put("a plain sentence", List.of("It was not what I had hoped for.", "GREAT Movie, 10/10!", "café"));
        int[] characters =
                named.stream().flatMapToInt(String::codePoints).distinct().toArray();
        for (String string : named) {
            texts.put("the added token or pattern '" + string.replaceAll("\\p{Cntrl}", " ") + "'", around(string));
        }
        for (int character : characters) {
            texts.put(name(character), around(Character.toString(character)));
        }
        for (int character = 1; character < 0x80; character++) {
            texts.putIfAbsent(name(character), around(Character.toString(character)));
        }
        byClass(texts);
        if (maps) {
            everyCharacter(texts);
        }
        for (String run : List.of("a", "1", ".", " ", "é", ACCENT, "\u200b", "\u4e2d", "\ud83d\ude00")) {
            texts.put("a run of " + name(run.codePointAt(0)), List.of(run.repeat(RUN), (run + "b ").repeat(RUN)));
        }
        return texts;
    }

    private static void byClass(Map<String, List<String>> texts) {
        Map<String, Integer> taken = new HashMap<>();
        Set<Integer> seen = new HashSet<>();
        for (int character = 0x80; character <= Character.MAX_CODE_POINT; character++) {
            int type = Character.getType(character);
            if (type == Character.SURROGATE) {
                continue;
            }
            String kind = type + " " + UnicodeScript.of(character);
            if (taken.merge(kind, 1, Integer::sum) <= OF_A_CLASS && seen.add(character)) {
                texts.putIfAbsent(name(character), around(Character.toString(character)));
            }
        }
    }

    /**
     * Adds all characters of Unicode: a precompiled map is a table in the file that the library reads at an index
     * computed from the bytes of a character, without checking bounds.
     */
    private static void everyCharacter(Map<String, List<String>> texts) {
        for (int first = 1; first <= Character.MAX_CODE_POINT; first += TOGETHER) {
            StringBuilder together = new StringBuilder();
            int last = Math.min(first + TOGETHER - 1, Character.MAX_CODE_POINT);
            for (int character = first; character <= last; character++) {
                if (Character.getType(character) != Character.SURROGATE) {
                    together.appendCodePoint(character);
                }
            }
            texts.put(String.format("U+%04X to U+%04X", first, last), List.of(together.toString()));
        }
    }

    private static List<String> around(String text) {
        List<String> texts = new ArrayList<>();
        texts.add(text);
        texts.add(text + "a");
        texts.add("a" + text);
        texts.add("A" + text + "é" + text);
        texts.add(text + text + " " + text);
        texts.add(text + ACCENT);
        return texts;
    }

    private static String name(int character) {
        return String.format("U+%04X %s", character, Character.getName(character));
    }
}
