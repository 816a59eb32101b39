package dev.parallax.encode.sparknlp.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.sparknlp.stage.Annotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentAssemblerTest {

    private static Annotation document(CleanupMode mode, String text) {
        return new DocumentAssembler(new DocumentAssembler.Params(mode)).assemble(text);
    }

    private static String clean(CleanupMode mode, String text) {
        return document(mode, text).result();
    }

    @Test
    void a_text_is_one_document_as_it_stands() {
        assertThat(new DocumentAssembler(DocumentAssembler.Params.DEFAULT).assemble(" So\tslow. \n"))
                .isEqualTo(new Annotation(0, 10, " So\tslow. \n"));
    }

    @Test
    void an_unpaired_surrogate_is_a_question_mark_as_in_utf_8() {
        assertThat(new DocumentAssembler(DocumentAssembler.Params.DEFAULT).assemble("a\ud83db \ud83d\ude00\ude00"))
                .isEqualTo(new Annotation(0, 6, "a?b \ud83d\ude00?"));
    }

    @ParameterizedTest
    @EnumSource(CleanupMode.class)
    void an_empty_text_ends_before_it_begins(CleanupMode mode) {
        assertThat(document(mode, "")).isEqualTo(new Annotation(0, -1, ""));
    }

    @Test
    void places_count_in_the_cleaned_text() {
        assertThat(document(CleanupMode.SHRINK, "  so \n slow ")).isEqualTo(new Annotation(0, 6, "so slow"));
    }

    @Test
    void in_place_each_white_space_becomes_a_space() {
        assertThat(clean(CleanupMode.INPLACE, " a\r\nb\\nc\u00a0d ")).isEqualTo(" a  b\\nc\u00a0d ");
        assertThat(clean(CleanupMode.INPLACE_FULL, " a\r\nb\\r\\nc\\td\\re ")).isEqualTo(" a  b c d\\re ");
    }

    @Test
    void shrinking_makes_one_space_of_a_run_and_trims() {
        assertThat(clean(CleanupMode.SHRINK, " a\r\n b\\n ")).isEqualTo("a b\\n");
        assertThat(clean(CleanupMode.SHRINK_FULL, " a\r\n \\n\\nb\\r\\r\\n\\t\\tc\\r "))
                .isEqualTo("a  b  c\\r");
    }

    @Test
    void each_pair_of_white_space_and_line_end_becomes_a_space() {
        assertThat(clean(CleanupMode.EACH, "a\nb\r\nc \td")).isEqualTo("a\nb c d");
        assertThat(clean(CleanupMode.EACH_FULL, "a\\nb \\nc\n\\r\\nd \\re")).isEqualTo("a\\nb c d \\re");
    }

    @Test
    void written_out_line_ends_and_tabs_can_be_deleted() {
        assertThat(clean(CleanupMode.DELETE_FULL, " a\nb\\r\\nc\\td\\n\\r ")).isEqualTo("a\nbcd\\r");
    }

    @ParameterizedTest
    @EnumSource(CleanupMode.class)
    void long_runs_of_written_out_returns_stay(CleanupMode mode) {
        String text = "\\r".repeat(100_000);

        assertThat(clean(mode, text)).isEqualTo(text);
    }
}
