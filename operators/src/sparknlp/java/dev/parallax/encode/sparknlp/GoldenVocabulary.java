package dev.parallax.encode.sparknlp;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Makes the vocabulary of the golden files out of their texts: characters, so that few words are unknown and an id
 * says much about what was read, and frequent words and word parts, so that pieces compete. Some characters are left
 * out, so that some words are unknown.
 */
final class GoldenVocabulary {

    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int FREQUENT = 3;
    private static final int LEFT_OUT = 7;
    private static final int ASCII = 128;

    private final Set<String> pieces = new LinkedHashSet<>(SPECIAL);

    /** The pieces in the order of their ids. */
    static List<String> of(List<String> texts) {
        GoldenVocabulary vocabulary = new GoldenVocabulary();
        vocabulary.addCharacters(texts);
        vocabulary.addWords(texts);
        vocabulary.pieces.add(ExactModel.OVERFLOW);
        return new ArrayList<>(vocabulary.pieces);
    }

    private void addCharacters(List<String> texts) {
        Set<Integer> characters = new TreeSet<>();
        for (String text : texts) {
            for (String form : List.of(text, text.toLowerCase(Locale.ROOT))) {
                form.codePoints().forEach(characters::add);
                Normalizer.normalize(form, Normalizer.Form.NFD).codePoints().forEach(characters::add);
            }
        }
        for (int character : characters) {
            boolean writable = switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> false;
                default -> true;
            };
            if (writable && (character < ASCII || character % LEFT_OUT != 0)) {
                pieces.add(Character.toString(character));
                pieces.add("##" + Character.toString(character));
            }
        }
    }

    private void addWords(List<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : texts) {
            for (String form : List.of(text, text.toLowerCase(Locale.ROOT))) {
                for (String word : BETWEEN_WORDS.split(form, -1)) {
                    counts.merge(word, 1, Integer::sum);
                    if (word.length() > FREQUENT) {
                        counts.merge("##" + word.substring(word.length() - 2), 1, Integer::sum);
                        counts.merge("##" + word.substring(word.length() - FREQUENT), 1, Integer::sum);
                        counts.merge(word.substring(0, FREQUENT), 1, Integer::sum);
                    }
                }
            }
        }
        counts.forEach((piece, count) -> {
            boolean whole = piece.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
            if (count >= FREQUENT && piece.length() > 1 && whole) {
                pieces.add(piece);
            }
        });
    }
}
