package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.LibraryEncoding;
import dev.parallax.encode.TokenizerFile;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** With all repairs on, any pipeline reads any text as Hugging Face does. */
class RepairLawTest {

    private static final Set<Repair> ALL = EnumSet.allOf(Repair.class);
    private static final int MAX_LENGTH = 24;

    private static final List<String> PARTS = List.of(
            "good",
            "Movie",
            "isn't",
            "don’t",
            " ",
            " ",
            "\n",
            "\t",
            "\f",
            "\u000b",
            "\u001c",
            "\u0085",
            "\u00a0",
            "\u2009",
            "\u2028",
            "\u3000",
            "\u200b",
            "\u00ad",
            "\ufeff",
            "\ufffd",
            "\u0000",
            "\u0007",
            "\ue000",
            "[SEP]",
            "[PAD]",
            "[SE",
            "P]",
            "[UNK]",
            "##ing",
            "...",
            "!!!",
            "?!",
            "(",
            ")",
            "“",
            "”",
            "—",
            "¿",
            "。",
            "北京",
            "𠮷",
            "丽",
            "\ud87e\udc20",
            "é",
            "e\u0301",
            "ẞ",
            "İ",
            "I\u0307",
            "ΟΔΟΣ",
            "σ",
            "Å",
            "ﬁ",
            "हिन्दी",
            "שָׁלוֹם",
            "مُحَمَّد",
            "한국",
            "\u1112\u1161\u11ab",
            "😀",
            "👩\u200d👧",
            "$100",
            "10,000.50",
            "http://a.b/c?d=e",
            "x@y.org",
            "U.S.",
            "e-mail",
            "and/or",
            "AT&T",
            "foo(bar)",
            "#tag",
            "ↇ",
            "ↈ",
            "\uf050",
            "╔",
            "a".repeat(101),
            "b".repeat(201),
            "`",
            "\u1fef",
            "\u037e",
            "\u212a",
            "\u0378",
            "\ud805\udd38",
            "\u302e",
            "\u1df6");

    private static final Path FOLDER = folder();
    private static final List<Both> PAIRS = pairs();

    private record Both(SparkNlpEncoder twin, HuggingFaceEncoder huggingFace) {}

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "characters"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SparkNlpPipeline> pipelines() {
        BertForSequenceClassification.Params bert = BertForSequenceClassification.Params.DEFAULT;
        DocumentAssembler.Params shrinking = new DocumentAssembler.Params(CleanupMode.SHRINK_FULL);
        TokenSplitter.Params words = new RegexTokenizer.Params("\\W+", true, 2, 9, false, true, false);
        TokenizerParams rules = new TokenizerParams(
                "\\w+",
                null,
                null,
                List.of(),
                List.of("good\\s\\w+"),
                false,
                List.of("(", "o"),
                "-",
                List.of("o"),
                2,
                5);
        return List.of(
                SparkNlpPipeline.sentences(bert),
                SparkNlpPipeline.documents(bert),
                new SparkNlpPipeline(shrinking, SentenceDetectorParams.DEFAULT, words, bert),
                new SparkNlpPipeline(shrinking, null, rules, bert));
    }

    private static List<Both> pairs() {
        List<TokenizerFile> files = new ArrayList<>();
        files.add(BgeTokenizer.file());
        files.add(CharacterTokenizer.write(FOLDER, true, null));
        files.add(CharacterTokenizer.write(FOLDER, false, null));
        files.add(CharacterTokenizer.write(FOLDER, true, false));
        files.add(CharacterTokenizer.write(FOLDER, false, true));
        List<Both> pairs = new ArrayList<>();
        for (TokenizerFile file : files) {
            HuggingFaceEncoder huggingFace = HuggingFaceEncoder.load(file, MAX_LENGTH);
            for (SparkNlpPipeline pipeline : pipelines()) {
                pairs.add(new Both(new SparkNlpEncoder(pipeline, file, MAX_LENGTH, 100_000), huggingFace));
            }
        }
        return pairs;
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> parts = Arbitraries.of(PARTS);
        Arbitrary<String> characters = Arbitraries.integers()
                .between(1, 0x1ffff)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(Character::toString);
        Arbitrary<String> ascii = Arbitraries.strings().ascii().ofMaxLength(6);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, parts),
                        net.jqwik.api.Tuple.of(1, characters),
                        net.jqwik.api.Tuple.of(1, ascii))
                .list()
                .ofMaxSize(20)
                .map(list -> String.join("", list));
    }

    @Property(tries = 1500)
    void all_repairs_produce_the_one_row_of_hugging_face(@ForAll("texts") String text) {
        for (Both both : PAIRS) {
            SparkNlpEncoding encoding = both.twin().encode(text, ALL);
            Encoding expected = LibraryEncoding.of(both.huggingFace(), text);

            assertThat(encoding.rows()).as(text).containsExactly(expected);
            assertThat(both.huggingFace().encode(text)).as(text).isEqualTo(expected);
        }
    }

    @Property(tries = 200)
    void what_is_relevant_is_found_whatever_the_text(@ForAll("texts") String text) {
        Both both = PAIRS.get(0);
        Set<Repair> relevant = both.twin().relevant(text);

        assertThat(relevant).doesNotContain(Repair.ACTIVATION, Repair.CLEANUP, Repair.TOKEN_RULES);
        if (relevant.isEmpty()) {
            assertThat(both.twin().encode(text).rows())
                    .containsExactly(both.huggingFace().encode(text));
        }
    }
}
