package dev.parallax.encode.sparknlp.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.sparknlp.BgeTokenizer;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the smallest text for each quirk: its own repair corrects it, and no other changes anything. */
class RepairTest {

    private static final int HUGGING_FACE_LENGTH = 256;
    private static final BertForSequenceClassification.Params UNCASED = new BertForSequenceClassification.Params(
            false, 128, 8, false, BertForSequenceClassification.Activation.SOFTMAX, 0.5f);
    private static final HuggingFaceEncoder HUGGING_FACE =
            HuggingFaceEncoder.load(BgeTokenizer.file(), HUGGING_FACE_LENGTH);

    @AfterAll
    static void close() {
        HUGGING_FACE.close();
    }

    private static SparkNlpEncoder encoder(SparkNlpPipeline pipeline) {
        return new SparkNlpEncoder(pipeline, BgeTokenizer.file(), HUGGING_FACE_LENGTH, 10_000);
    }

    private static final SparkNlpEncoder DOCUMENTS = encoder(SparkNlpPipeline.documents(UNCASED));
    private static final SparkNlpEncoder SENTENCES = encoder(SparkNlpPipeline.sentences(UNCASED));
    private static final SparkNlpEncoder CASED =
            encoder(SparkNlpPipeline.documents(BertForSequenceClassification.Params.DEFAULT));
    private static final SparkNlpEncoder CLEANED = encoder(new SparkNlpPipeline(
            new DocumentAssembler.Params(CleanupMode.DELETE_FULL), null, TokenizerParams.DEFAULT, UNCASED));
    private static final SparkNlpEncoder SHORT_TOKENS_DROPPED = encoder(new SparkNlpPipeline(
            DocumentAssembler.Params.DEFAULT,
            null,
            new RegexTokenizer.Params("\\s+", false, 3, null, false, false, true),
            UNCASED));

    static List<Arguments> examples() {
        return List.of(
                Arguments.of(Repair.SENTENCES, "It was good. It was bad.", SENTENCES),
                Arguments.of(Repair.MARKER_CHARACTERS, "a\u2187b", DOCUMENTS),
                Arguments.of(Repair.TOKEN_RULES, "it is good", SHORT_TOKENS_DROPPED),
                Arguments.of(Repair.CASE, "GREAT Movie", CASED),
                Arguments.of(Repair.LETTER_BY_LETTER_CASE, "ΟΔΟΣ", DOCUMENTS),
                Arguments.of(Repair.COMBINING_MARKS, "हिन्दी", DOCUMENTS),
                Arguments.of(Repair.UNICODE_SPACES, "good\u00a0movie", DOCUMENTS),
                Arguments.of(Repair.INVISIBLE_CHARACTERS, "\ufeffHello", DOCUMENTS),
                Arguments.of(Repair.PRIVATE_USE_CHARACTERS, "a\ue000b", DOCUMENTS),
                Arguments.of(Repair.CONTROL_CHARACTERS, "page\fbreak", DOCUMENTS),
                Arguments.of(Repair.KEEP_IDEOGRAPHS, "北京", DOCUMENTS),
                Arguments.of(Repair.KEEP_CONTRACTIONS, "It isn't good", DOCUMENTS),
                Arguments.of(Repair.KEEP_HYPHENATED, "e-mail", DOCUMENTS),
                Arguments.of(Repair.KEEP_NUMBERS, "10,000 3.14 50/50 12/05/2024 10:30", DOCUMENTS),
                Arguments.of(Repair.KEEP_URLS, "john.doe@example.com https://x.y/z www.a.org", DOCUMENTS),
                Arguments.of(Repair.KEEP_ABBREVIATIONS, "U.S.", DOCUMENTS),
                Arguments.of(Repair.KEEP_ALTERNATIVES, "and/or AT&T", DOCUMENTS),
                Arguments.of(Repair.KEEP_UNSPACED_WORDS, "good,bad", DOCUMENTS),
                Arguments.of(Repair.KEEP_AFTER_LEADING_SYMBOL, "$100 #hashtag [note]", DOCUMENTS),
                Arguments.of(Repair.KEEP_TRAILING_SYMBOLS, "100% C++", DOCUMENTS),
                Arguments.of(Repair.KEEP_SYMBOL_RUNS, "Amazing!!!", DOCUMENTS),
                Arguments.of(Repair.KEEP_OTHER, "foo(bar) /usr/bin/env", DOCUMENTS),
                Arguments.of(Repair.LONG_WORDS, "a".repeat(101), DOCUMENTS),
                Arguments.of(Repair.TRUNCATION, "good ".repeat(130), DOCUMENTS),
                Arguments.of(Repair.EMPTY_TEXT, "", DOCUMENTS));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_is_repaired_by_its_own_repair_and_unchanged_by_all_others(
            Repair repair, String text, SparkNlpEncoder encoder) {
        assertThat(encoder.encode(text, EnumSet.of(repair)).rows()).containsExactly(HUGGING_FACE.encode(text));
        assertThat(encoder.encode(text).rows()).isNotEqualTo(List.of(HUGGING_FACE.encode(text)));
        for (Repair other : EnumSet.complementOf(EnumSet.of(repair))) {
            assertThat(encoder.encode(text, EnumSet.of(other)).rows())
                    .as(other.name())
                    .isEqualTo(encoder.encode(text).rows());
        }
        assertThat(encoder.relevant(text)).containsExactly(repair);
    }

    @Test
    void two_repairs_are_needed_where_two_quirks_meet() {
        assertThat(DOCUMENTS.relevant("don’t")).contains(Repair.NON_ASCII_PUNCTUATION, Repair.KEEP_CONTRACTIONS);
        assertThat(DOCUMENTS.relevant("a𠮷")).contains(Repair.RARE_IDEOGRAPHS, Repair.KEEP_IDEOGRAPHS);
        assertThat(CLEANED.relevant("good\\nmovie")).contains(Repair.CLEANUP, Repair.KEEP_OTHER);
        assertThat(DOCUMENTS.relevant("this [SEP] that")).contains(Repair.SPECIAL_TOKENS);
    }

    @Test
    void a_token_of_id_0_is_masked_unless_repaired() {
        Set<Repair> unmasked = EnumSet.complementOf(EnumSet.of(Repair.ATTENTION_MASK));

        assertThat(DOCUMENTS.encode("a [PAD] b", unmasked).rows().get(0).attentionMask())
                .containsExactly(1, 1, 0, 1, 1);
        assertThat(DOCUMENTS.encode("a [PAD] b", EnumSet.allOf(Repair.class)).rows())
                .containsExactly(HUGGING_FACE.encode("a [PAD] b"));
    }

    @Test
    void rule_tokens_keep_their_places_where_characters_are_removed() {
        SparkNlpEncoding encoding = DOCUMENTS.encode(
                "a\u200bb [SEP]c \u200b\u200bd", EnumSet.of(Repair.INVISIBLE_CHARACTERS, Repair.SPECIAL_TOKENS));

        assertThat(encoding.tokens())
                .containsExactly(
                        new Annotation(0, 2, "ab"),
                        new Annotation(4, 8, "[SEP]"),
                        new Annotation(9, 9, "c"),
                        new Annotation(13, 13, "d"));
    }

    @Test
    void without_repairs_only_the_first_word_of_a_rule_token_is_read() {
        SparkNlpEncoding encoding = DOCUMENTS.encode("It isn't good");

        assertThat(Arrays.stream(encoding.rows().get(0).ids()).mapToObj(DOCUMENTS::piece))
                .containsExactly("[CLS]", "it", "isn", "good", "[SEP]");
    }

    @Test
    void what_lies_beyond_the_cap_is_counted_and_no_character_is_halved() {
        SparkNlpEncoder capped =
                new SparkNlpEncoder(SparkNlpPipeline.documents(UNCASED), BgeTokenizer.file(), HUGGING_FACE_LENGTH, 6);

        assertThat(capped.encode("good 😀 movie").cappedCharacters()).isEqualTo(8);
        assertThat(capped.encode("good").cappedCharacters()).isZero();
    }
}
