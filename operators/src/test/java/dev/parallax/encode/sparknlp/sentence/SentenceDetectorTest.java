package dev.parallax.encode.sparknlp.sentence;

import static dev.parallax.encode.sparknlp.sentence.CustomBoundsStrategy.APPEND;
import static dev.parallax.encode.sparknlp.sentence.CustomBoundsStrategy.NONE;
import static dev.parallax.encode.sparknlp.sentence.CustomBoundsStrategy.PREPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.stage.Annotation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceDetectorTest {

    private static final int LONG = 100_000;

    private static List<Annotation> annotations(
            SentenceDetectorParams params, boolean treatMarkersAsText, String text) {
        return new SentenceDetector(params, treatMarkersAsText).sentences(new Annotation(0, text.length() - 1, text));
    }

    private static List<String> sentences(SentenceDetectorParams params, String text) {
        return annotations(params, false, text).stream().map(Annotation::result).toList();
    }

    private static List<String> sentences(String text) {
        return sentences(SentenceDetectorParams.DEFAULT, text);
    }

    private static SentenceDetectorParams bounds(boolean only, CustomBoundsStrategy strategy, String... bounds) {
        return new SentenceDetectorParams(true, true, only, false, List.of(bounds), strategy, 0, null, null);
    }

    private static SentenceDetectorParams lengths(int min, @Nullable Integer max, @Nullable Integer split) {
        return new SentenceDetectorParams(true, true, false, false, List.of(), NONE, min, max, split);
    }

    static Stream<Arguments> seen() {
        return Stream.of(
                arguments("Dr. Smith is in. Go.", List.of("Dr. Smith is in.", "Go.")),
                arguments("good... really", List.of("good.", ".", ".", "really")),
                arguments("good... Really", List.of("good...", "Really")),
                arguments("a; b", List.of("a;", "b")),
                arguments("...", List.of(".", ".", ".")),
                arguments("bad!worse", List.of("bad!worse")),
                arguments("Good! nice", List.of("Good!", "nice")),
                arguments("He said \"Stop. Now.\" Then left.", List.of("He said \"Stop. Now.\" Then left.")),
                arguments("He said “Stop. Now.” Then left.", List.of("He said “Stop.", "Now.", "” Then left.")),
                arguments("[see p. 3. ok] Next.", List.of("[see p.", "3. ok] Next.")),
                arguments("the U.S. Army. End", List.of("the U.S.", "Army.", "End")),
                arguments("Mr. X vs. Mrs. Y", List.of("Mr. X vs.", "Mrs.", "Y")),
                arguments("visit www.a.com. Now", List.of("visit www.", "a.com.", "Now")),
                arguments("1. one 2. two", List.of("1. one", "2. two")),
                arguments("i) one ii) two", List.of("i) one ii) two")),
                arguments("你好。世界。", List.of("你好。世界。")),
                arguments("wait… What", List.of("wait… What")),
                arguments("No. 5. No.", List.of("No.", "5. No.")),
                arguments("Great film (really)", List.of("Great film", "(really)")),
                arguments("one\ntwo", List.of("one\ntwo")));
    }

    @ParameterizedTest
    @MethodSource("seen")
    void a_text_is_split_as_spark_nlp_was_seen_to(String text, List<String> expected) {
        assertThat(sentences(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \r\n", "\u0001"})
    void a_blank_text_has_no_sentence(String text) {
        assertThat(sentences(text)).isEmpty();
    }

    @Test
    void places_are_those_of_the_document() {
        assertThat(annotations(SentenceDetectorParams.DEFAULT, false, " So good.  Go! "))
                .containsExactly(new Annotation(1, 8, "So good."), new Annotation(11, 13, "Go!"));
    }

    @Test
    void characters_that_are_markers_are_corrupted_and_the_place_is_lost() {
        assertThat(annotations(SentenceDetectorParams.DEFAULT, false, "box ╔══╗ here"))
                .containsExactly(new Annotation(-1, 11, "box .══╗ here"));
    }

    @Test
    void own_markers_leave_every_character_as_it_is() {
        String markers = "\uf050 \uf051 \uf052 \uf053 \uf054 \uf055 \uf056 \uf057 ╦ ╞ ╟ ╔ ╤ ╥";

        assertThat(annotations(SentenceDetectorParams.DEFAULT, true, markers + ". Next."))
                .containsExactly(new Annotation(0, 27, markers + "."), new Annotation(29, 33, "Next."));
        assertThat(annotations(bounds(false, APPEND, ","), true, markers + ", next"))
                .containsExactly(new Annotation(0, 27, markers + ","), new Annotation(29, 32, "next"));
    }

    @Test
    void a_backslash_behind_a_quotation_vanishes() {
        assertThat(annotations(SentenceDetectorParams.DEFAULT, false, "'so. so'\\ ok"))
                .containsExactly(new Annotation(-1, 9, "'so. so' ok"));
    }

    @Test
    void without_abbreviations_a_title_ends_a_sentence() {
        SentenceDetectorParams params =
                new SentenceDetectorParams(false, true, false, false, List.of(), NONE, 0, null, null);

        assertThat(sentences(params, "Dr. Smith. At 5 p.m. we go")).containsExactly("Dr.", "Smith.", "At 5 p.m. we go");
    }

    @Test
    void without_lists_parentheses_start_no_sentence() {
        SentenceDetectorParams params =
                new SentenceDetectorParams(true, false, false, false, List.of(), NONE, 0, null, null);

        assertThat(sentences(params, "Great film (really) 2. two")).containsExactly("Great film (really) 2.", "two");
    }

    @Test
    void custom_bounds_end_sentences_beside_the_rules() {
        assertThat(sentences(bounds(false, NONE, " - "), "a - b. c")).containsExactly("a", "b.", "c");
        assertThat(sentences(bounds(false, PREPEND, "- "), "a - b. c")).containsExactly("a", "- b.", "c");
        assertThat(sentences(bounds(false, APPEND, " -"), "a - b. c")).containsExactly("a -", "b.", "c");
    }

    @Test
    void custom_bounds_alone_leave_full_stops() {
        assertThat(sentences(bounds(true, NONE, "\n\n", ","), "a. b\n\nc, d")).containsExactly("a. b", "c", "d");
        assertThat(sentences(bounds(true, NONE), "a. b")).containsExactly("a.", "b");
    }

    @Test
    void a_removed_bound_behind_a_quotation_loses_the_place() {
        assertThat(annotations(bounds(false, NONE, ","), false, "'a. b', c"))
                .containsExactly(new Annotation(-1, 6, "'a. b' c"));
    }

    @Test
    void short_and_long_sentences_are_dropped() {
        assertThat(sentences(lengths(3, 5, null), "A; Bb; Cccc; Ddddd;")).containsExactly("Bb;", "Cccc;");
    }

    @Test
    void long_sentences_are_cut_at_spaces() {
        assertThat(annotations(lengths(0, null, 7), false, "one two three. So"))
                .containsExactly(
                        new Annotation(0, 6, "one two"), new Annotation(8, 13, "three."), new Annotation(15, 16, "So"));
    }

    @Test
    void a_long_first_word_moves_all_parts_by_one() {
        assertThat(annotations(lengths(0, null, 3), false, "three one"))
                .containsExactly(new Annotation(1, 5, "three"), new Annotation(7, 9, "one"));
    }

    static Stream<String> nasty() {
        return Stream.of(
                        ".",
                        "a.a.a. ",
                        "'",
                        " 'a",
                        "\"",
                        "(",
                        "((a",
                        "[a. ",
                        "!",
                        "?'",
                        ";",
                        "1. ",
                        " ",
                        "no.    ",
                        "╞. ",
                        "a╞. ok. ",
                        "\u0301",
                        "\u2028",
                        "\u0085",
                        "\uf050",
                        "\uf057\uf050",
                        "\uf056",
                        "😀.",
                        "... A ",
                        "p.m.")
                .map(item -> item.repeat(LONG / item.length()));
    }

    @ParameterizedTest
    @MethodSource("nasty")
    void a_long_text_ends(String text) {
        List<Annotation> sentences = annotations(SentenceDetectorParams.DEFAULT, false, text);

        assertThat(sentences)
                .hasSizeLessThanOrEqualTo(LONG)
                .allSatisfy(sentence -> assertThat(sentence.end())
                        .isEqualTo(sentence.begin() + sentence.result().length() - 1));
        assertThat(annotations(lengths(0, null, 10), true, text)).hasSizeLessThanOrEqualTo(LONG);
    }

    @Test
    void every_full_stop_of_a_long_run_is_found() {
        List<Annotation> sentences = annotations(SentenceDetectorParams.DEFAULT, false, ".".repeat(LONG));

        assertThat(sentences).hasSize(LONG);
        assertThat(sentences.get(LONG - 1)).isEqualTo(new Annotation(LONG - 1, LONG - 1, "."));
    }

    @Test
    void a_bound_that_overflows_the_stack_is_an_error_without_the_text() {
        SentenceDetectorParams params = bounds(false, NONE, "(?:a|b)*c");

        assertThatThrownBy(() -> sentences(params, "ab".repeat(1_000_000)))
                .isInstanceOf(EncodingException.class)
                .hasMessage("customBounds: '(?:a|b)*c' overflows the stack on a text of 2000000" + " characters");
    }

    @Test
    void a_bound_must_be_a_regular_expression() {
        assertThatThrownBy(() -> bounds(false, NONE, "ok", "a(b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("customBounds[1] must be a Java regular expression, not 'a(b': Unclosed group at"
                        + " character 3");
    }

    @Test
    void lengths_must_not_be_negative_and_the_longest_not_below_the_shortest() {
        assertThatThrownBy(() -> lengths(-1, null, null)).hasMessage("minLength must be 0 or more, not -1");
        assertThatThrownBy(() -> lengths(5, 4, null)).hasMessage("maxLength must be 5 (minLength) or more, not 4");
        assertThatThrownBy(() -> lengths(0, null, -2)).hasMessage("splitLength must be 0 or more, not -2");
    }
}
