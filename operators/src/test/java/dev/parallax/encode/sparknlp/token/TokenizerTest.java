package dev.parallax.encode.sparknlp.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.sparknlp.BgeTokenizer;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Annotation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

    private static final TokenizerParams DEFAULT = TokenizerParams.DEFAULT;

    private static Annotation unit(String text) {
        return new Annotation(0, text.length() - 1, text);
    }

    private static List<String> words(TokenizerParams params, String text) {
        return new Tokenizer(params)
                .tokens(unit(text)).stream().map(Annotation::result).toList();
    }

    private static TokenizerParams split(String pattern, String... chars) {
        return new TokenizerParams(
                DEFAULT.targetPattern(),
                null,
                null,
                List.of(),
                List.of(),
                true,
                DEFAULT.contextChars(),
                pattern,
                List.of(chars),
                0,
                null);
    }

    private static TokenizerParams rules(String prefix, String suffix, String... infixes) {
        return new TokenizerParams(
                DEFAULT.targetPattern(),
                prefix,
                suffix,
                List.of(infixes),
                List.of(),
                true,
                DEFAULT.contextChars(),
                null,
                List.of(),
                0,
                null);
    }

    @Test
    void context_characters_leave_a_candidate_at_its_ends_only() {
        assertThat(words(DEFAULT, "he said (\"hello\"). U.S. $100 ... isn't"))
                .containsExactly("he", "said", "(\"", "hello", "\").", "U.S", ".", "$100", "...", "isn't");
    }

    @Test
    void places_are_those_of_the_unit() {
        assertThat(new Tokenizer(DEFAULT).tokens(new Annotation(7, 11, "a (b)")))
                .containsExactly(
                        new Annotation(7, 7, "a"),
                        new Annotation(9, 9, "("),
                        new Annotation(10, 10, "b"),
                        new Annotation(11, 11, ")"));
    }

    /** Compares the scanner with the general path and the pattern that it replaces. */
    @Property(tries = 2000)
    void the_scanner_does_what_the_pattern_does(
            @ForAll
                    @Chars({' ', '.', '(', '"', '-', '\n', '\u2028', '\u0085', '\u2187', '\u00a0', 'é'})
                    @CharRange(from = 'a', to = 'c')
                    String text) {
        TokenizerParams spelledOut = rules("\\A([\\Q.,;:!?*-()\"'\\E]*)", null);

        assertThat(new Tokenizer(DEFAULT).tokens(unit(text))).isEqualTo(new Tokenizer(spelledOut).tokens(unit(text)));
    }

    @Test
    void a_target_pattern_is_a_set_of_characters() {
        TokenizerParams params = new TokenizerParams(
                "\\w+", null, null, List.of(), List.of(), true, DEFAULT.contextChars(), null, List.of(), 0, null);

        assertThat(words(params, "ab/cd (ef) #gh")).containsExactly("ab", "cd", "(", "ef", ")", "gh");
    }

    @Test
    void a_split_pattern_goes_before_split_characters() {
        assertThat(words(split("-|/"), "a-b/c d")).containsExactly("a", "b", "c", "d");
        assertThat(words(split(null, "-", "/"), "a-b/c d")).containsExactly("a", "b", "c", "d");
        assertThat(words(split("-", "/"), "a-b/c e/f")).containsExactly("a", "b/c", "e", "f");
    }

    @Test
    void split_characters_are_regular_expressions() {
        assertThat(words(split(null, "."), "a.b c")).containsExactly("c");
        assertThat(words(split(null, "\\."), "a.b c")).containsExactly("a", "b", "c");
        assertThat(words(split(null, "*"), "a*b c")).containsExactly("a*b", "c");
    }

    @Test
    void exceptions_are_kept_whole_white_space_included() {
        TokenizerParams params = new TokenizerParams(
                "\\S+",
                null,
                null,
                List.of(),
                List.of("New York", "e-mail\\."),
                false,
                DEFAULT.contextChars(),
                null,
                List.of(),
                0,
                null);

        assertThat(words(params, "in new york. E-mail. me.")).containsExactly("in", "new york.", "E-mail.", "me", ".");
    }

    @Test
    void groups_of_the_rules_are_tokens() {
        assertThat(words(rules(null, null, "(\\w+)(n't)"), "isn't it")).containsExactly("is", "n't", "it");
    }

    @Test
    void lengths_filter_tokens() {
        TokenizerParams params = new TokenizerParams(
                "\\S+", null, null, List.of(), List.of(), true, DEFAULT.contextChars(), null, List.of(), 2, 4);

        assertThat(words(params, "a bb cccc ddddd (")).containsExactly("bb", "cccc");
    }

    @Test
    void long_runs_of_line_separators_overflow_no_stack_and_cost_linear_time() {
        String text = "a\u2028".repeat(50_000);

        Assertions.assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(new Tokenizer(DEFAULT).tokens(unit(text))).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"'(a)',prefixPattern", "'[',targetPattern"})
    void wrong_patterns_are_rejected_by_name(String pattern, String parameter) {
        assertThatThrownBy(() -> new TokenizerParams(
                        parameter.equals("targetPattern") ? pattern : "\\S+",
                        parameter.equals("prefixPattern") ? pattern : null,
                        null,
                        List.of(),
                        List.of(),
                        true,
                        DEFAULT.contextChars(),
                        null,
                        List.of(),
                        0,
                        null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parameter)
                .hasMessageContaining(pattern)
                .hasMessageContaining("allowed");
    }

    @Test
    void a_regex_tokenizer_splits_at_its_pattern() {
        RegexTokenizer tokenizer =
                new RegexTokenizer(new RegexTokenizer.Params("\\s+|(?=,)|(?<=,)", true, 1, null, false, false, true));

        assertThat(tokenizer.tokens(new Annotation(3, 10, " Ab, C ")))
                .containsExactly(new Annotation(4, 5, "ab"), new Annotation(6, 6, ","), new Annotation(8, 8, "c"));
    }

    @Test
    void a_regex_tokenizer_trims_as_asked() {
        RegexTokenizer.Params keeping = new RegexTokenizer.Params(",", false, 1, null, false, true, true);
        RegexTokenizer.Params moving = new RegexTokenizer.Params(",", false, 1, null, false, true, false);

        assertThat(new RegexTokenizer(keeping).tokens(unit(" a b ,c"))).first().isEqualTo(new Annotation(0, 4, "ab"));
        assertThat(new RegexTokenizer(moving).tokens(unit(" a b ,c"))).first().isEqualTo(new Annotation(1, 3, "ab"));
    }

    @Test
    void many_units_of_many_tokens_cost_linear_time() {
        SparkNlpEncoder encoder = new SparkNlpEncoder(
                SparkNlpPipeline.sentences(BertForSequenceClassification.Params.DEFAULT),
                BgeTokenizer.file(),
                512,
                1_000_000);
        String text = "it is good. ".repeat(20_000);

        SparkNlpEncoding encoding = Assertions.assertTimeout(Duration.ofSeconds(10), () -> encoder.encode(text));

        assertThat(encoding.rows()).hasSize(20_000);
        assertThat(encoding.unitOfRow())
                .isEqualTo(IntStream.range(0, 20_000).boxed().toList());
    }
}
