package dev.parallax.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.sparknlp.BgeTokenizer;
import dev.parallax.encode.sparknlp.CharacterTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Texts of any characters have the ids and the number of cut tokens that the tokenizer library itself returns. */
class BertEncoderFuzzTest {

    private static final String IN_JAVA = "encoded in Java";
    private static final List<String> VOCABULARY = vocabulary();
    private static final List<String> MARKS =
            characters(Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK);

    /** Marks that are not stripped with the accents, of several combining classes, and a note that contains one. */
    private static final List<String> STAYING_MARKS = List.of(
            "\u302e", "\u302f", "\u1b44", "\u1baa", "\ua953", "\ud834\udd65", "\ud834\udd6d", "\ud834\udd5e", "\u0903");

    private static final List<String> SPACES = characters(
            Character.SPACE_SEPARATOR,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.CONTROL,
            Character.FORMAT);
    private static final List<String> SPECIALS =
            List.of("[SEP]", "[CLS]", "[PAD]", "[MASK]", "[UNK]", "[SE", "P]", "[[", "[sep]", "##ing", "##");

    private static final Path FOLDER = folder();
    private static final List<HuggingFaceEncoder> ENCODERS = encoders();

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "fuzzed-tokenizers"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> vocabulary() {
        List<String> pieces = new ArrayList<>();
        BertWordPiece.of(BgeTokenizer.file())
                .vocabulary()
                .keySet()
                .forEach(piece -> pieces.add(piece.replace("##", "")));
        return pieces;
    }

    private static List<String> characters(int... types) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> IntStream.of(types).anyMatch(type -> type == Character.getType(c)))
                .mapToObj(Character::toString)
                .toList();
    }

    private static List<HuggingFaceEncoder> encoders() {
        ObjectNode left = BgeTokenizer.file().root().deepCopy();
        left.putObject("truncation").put("direction", "Left");
        ObjectNode small = BertTokenizerJson.of(
                List.of("[UNK]", "[CLS]", "[SEP]", "a", "##a", "b", "aa", "##ab", "e", "##e", "[A]", "é", "中", "!"),
                List.of("[UNK]", "[A]", "é"));
        ((ObjectNode) small.path("model")).put("max_input_chars_per_word", 5);
        return List.of(
                HuggingFaceEncoder.load(BgeTokenizer.file(), 512),
                HuggingFaceEncoder.load(BgeTokenizer.file(), HuggingFaceEncoder.UNLIMITED),
                HuggingFaceEncoder.load(write(left, "left.json"), 12),
                HuggingFaceEncoder.load(write(small, "small.json"), 9),
                HuggingFaceEncoder.load(CharacterTokenizer.write(FOLDER, true, null), 24),
                HuggingFaceEncoder.load(CharacterTokenizer.write(FOLDER, false, null), 24),
                HuggingFaceEncoder.load(CharacterTokenizer.write(FOLDER, true, false), 24),
                HuggingFaceEncoder.load(CharacterTokenizer.write(FOLDER, false, true), 24));
    }

    private static TokenizerFile write(ObjectNode root, String name) {
        try {
            Path file = FOLDER.resolve(name);
            Files.writeString(file, root.toString());
            return TokenizerFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Arbitrary<String> codePoints(int last) {
        return Arbitraries.integers()
                .between(0, last)
                .withDistribution(RandomDistribution.uniform())
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(Character::toString);
    }

    private static Arbitrary<String> joined(Arbitrary<String> parts, int most) {
        return parts.list().ofMaxSize(most).map(list -> String.join("", list));
    }

    /** Words about as long as the limit of 100 code points. */
    private static Arbitrary<String> longWords() {
        Arbitrary<String> beats = Arbitraries.of("a", "é", "e\u0301", "ab", "a\u200b", "😀", "漢", "!", "각", "\ue000a");
        return Combinators.combine(
                        beats, Arbitraries.integers().between(45, 105), joined(Arbitraries.of(VOCABULARY), 2))
                .as((beat, times, end) -> beat.repeat(times) + end);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(VOCABULARY);
        Arbitrary<String> letters = codePoints(0x2fff);
        Arbitrary<String> marked =
                Combinators.combine(letters, joined(Arbitraries.of(MARKS), 4)).as((letter, marks) -> letter + marks);
        Arbitrary<String> sorted = joined(
                Arbitraries.oneOf(Arbitraries.of(STAYING_MARKS), Arbitraries.of(MARKS), Arbitraries.of("a", "中")), 5);
        Arbitrary<String> decomposed = joined(letters, 6).map(s -> Normalizer.normalize(s, Normalizer.Form.NFD));
        Arbitrary<String> parts = Arbitraries.frequencyOf(
                Tuple.of(8, words),
                Tuple.of(2, words.map(word -> word.toUpperCase(Locale.ROOT))),
                Tuple.of(6, Arbitraries.just(" ")),
                Tuple.of(1, Arbitraries.of(SPACES)),
                Tuple.of(2, Arbitraries.strings().ascii().ofMaxLength(6)),
                Tuple.of(2, letters),
                Tuple.of(1, codePoints(Character.MAX_CODE_POINT)),
                Tuple.of(1, marked),
                Tuple.of(1, sorted),
                Tuple.of(1, decomposed),
                Tuple.of(1, joined(codePoints(0xffff), 5)));
        Arbitrary<String> rare = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("")), Tuple.of(1, Arbitraries.of(SPECIALS)), Tuple.of(1, longWords()));
        return Combinators.combine(joined(parts, 12), rare, joined(parts, 12))
                .as((before, between, after) -> before + between + after);
    }

    @Property(tries = 1000)
    void any_text_has_the_library_s_ids(@ForAll("texts") String text) {
        for (HuggingFaceEncoder encoder : ENCODERS) {
            Encoding expected = encoder.encodeByTheLibrary(text);
            Encoding inJava = encoder.encodeInJava(text);

            assertThat(encoder.encode(text)).as(text).isEqualTo(expected);
            if (inJava != null) {
                assertThat(inJava).as(text).isEqualTo(expected);
            }
            Statistics.label(IN_JAVA).collect(inJava != null);
        }
        Statistics.label(IN_JAVA).coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
    }

    @Property(tries = 500)
    void texts_of_words_are_encoded_in_java(@ForAll("plainTexts") String text) {
        for (HuggingFaceEncoder encoder : ENCODERS) {
            assertThat(encoder.encodeInJava(text)).as(text).isNotNull();
        }
    }

    @Provide
    Arbitrary<String> plainTexts() {
        return Arbitraries.of(VOCABULARY)
                .filter(word -> !word.startsWith("[") && !word.contains("é"))
                .list()
                .ofMaxSize(60)
                .map(list -> String.join(" ", list));
    }
}
