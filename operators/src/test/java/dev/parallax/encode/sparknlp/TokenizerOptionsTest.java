package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.Tokenizer;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares options of both tokenizers with the output of the real Spark NLP 5.5.3 for the same texts. */
class TokenizerOptionsTest {

    private static final List<String> CONTEXT = TokenizerParams.DEFAULT.contextChars();

    private static TokenizerParams target(String target) {
        return new TokenizerParams(target, null, null, List.of(), List.of(), true, CONTEXT, null, List.of(), 0, null);
    }

    private static TokenizerParams split(@Nullable String pattern, String... chars) {
        return new TokenizerParams(
                "\\S+", null, null, List.of(), List.of(), true, CONTEXT, pattern, List.of(chars), 0, null);
    }

    private static TokenizerParams exceptions(boolean caseSensitive, String... exceptions) {
        return new TokenizerParams(
                "\\S+", null, null, List.of(), List.of(exceptions), caseSensitive, CONTEXT, null, List.of(), 0, null);
    }

    private static TokenizerParams rules(@Nullable String prefix, @Nullable String suffix, String... infixes) {
        return new TokenizerParams(
                "\\S+", prefix, suffix, List.of(infixes), List.of(), true, CONTEXT, null, List.of(), 0, null);
    }

    private static RegexTokenizer.Params regex(
            String pattern, boolean lower, boolean mask, boolean trim, boolean keep) {
        return new RegexTokenizer.Params(pattern, lower, 1, null, mask, trim, keep);
    }

    static List<Arguments> printed() {
        return List.of(
                Arguments.of(target("\\w+"), "ab/cd (ef) #gh", "0,1,ab 3,4,cd 6,6,( 7,8,ef 9,9,) 12,13,gh"),
                Arguments.of(target("\\w+"), "ab😀cd ef", "0,1,ab 3,4,cd 6,7,ef"),
                Arguments.of(split("-|/"), "a-b/c d", "0,0,a 2,2,b 4,4,c 6,6,d"),
                Arguments.of(split(null, "-", "/"), "a-b/c d", "0,0,a 2,2,b 4,4,c 6,6,d"),
                Arguments.of(split("-", "/"), "a-b/c e/f", "0,0,a 2,4,b/c 6,6,e 8,8,f"),
                Arguments.of(split(null, "."), "a.b c", "4,4,c"),
                Arguments.of(split(null, "\\."), "a.b c", "0,0,a 2,2,b 4,4,c"),
                Arguments.of(split(null, "*"), "a*b c", "0,2,a*b 4,4,c"),
                Arguments.of(split(null, "!"), "!!! a!b!", "0,2,!!! 4,4,a 6,6,b"),
                Arguments.of(
                        exceptions(false, "New York", "e-mail\\."),
                        "in new york. E-mail. me.",
                        "0,1,in 3,11,new york. 13,19,E-mail. 21,22,me 23,23,."),
                Arguments.of(exceptions(false, "New York"), "x\u2188y a.", "0,2,x\u2188y 4,4,a 5,5,."),
                Arguments.of(rules(null, null, "(\\w+)(n't)"), "isn't it", "0,1,is 2,4,n't 6,7,it"),
                Arguments.of(rules("\\A([#$]*)", "([%]*)\\z"), "#a% $.b", "0,0,# 1,2,a% 4,6,$.b"),
                Arguments.of(
                        new TokenizerParams(
                                "\\S+", null, null, List.of(), List.of(), true, CONTEXT, null, List.of(), 2, 4),
                        "a bb cccc ddddd (",
                        "2,3,bb 5,8,cccc"),
                Arguments.of(
                        new TokenizerParams(
                                "\\S+",
                                null,
                                null,
                                List.of(),
                                List.of(),
                                true,
                                List.of("#", "\u00bf"),
                                null,
                                List.of(),
                                0,
                                null),
                        "#tag? \u00bfa#",
                        "0,0,# 1,4,tag? 6,6,\u00bf 7,7,a 8,8,#"),
                Arguments.of(regex("\\s+|(?=,)|(?<=,)", true, false, false, true), " Ab, C ", "1,2,ab 3,3,, 5,5,c"),
                Arguments.of(regex("\\s+|(?=,)|(?<=,)", true, false, false, true), "İa B", "0,2,i̇a 4,4,b"),
                Arguments.of(regex(",", false, false, true, true), " a b ,c", "0,4,ab 6,6,c"),
                Arguments.of(regex(",", false, false, true, true), " , ", "0,0, 2,2,"),
                Arguments.of(regex(",", false, false, true, false), " a b ,c", "1,3,ab 6,6,c"),
                Arguments.of(regex(",", false, false, true, false), " , ", "1,-1, 3,1,"),
                Arguments.of(regex("\\s+", false, true, false, true), "a  b", "0,0,a 3,3,b"),
                Arguments.of(regex("\\s+", false, true, false, true), " a", "1,1,a"),
                Arguments.of(regex("\\s+|ab", false, false, false, true), "1ab b", "0,0,1 2,2,b"),
                Arguments.of(
                        new RegexTokenizer.Params("\\s+", false, 2, 3, false, false, true),
                        "a bb ccc dddd",
                        "2,3,bb 5,7,ccc"));
    }

    private static TokenSplitter splitter(TokenSplitter.Params params) {
        return params instanceof RegexTokenizer.Params regex
                ? new RegexTokenizer(regex)
                : new Tokenizer((TokenizerParams) params);
    }

    @ParameterizedTest
    @MethodSource("printed")
    void tokens_and_places_are_those_of_the_real_library(TokenSplitter.Params params, String text, String expected) {
        String tokens = splitter(params).tokens(new Annotation(0, text.length() - 1, text)).stream()
                .map(token -> token.begin() + "," + token.end() + "," + token.result())
                .collect(Collectors.joining(" "));

        assertThat(tokens).isEqualTo(expected);
    }

    static List<Arguments> failing() {
        return List.of(
                Arguments.of(exceptions(true, "\\$\\d x"), "pay $5 x now"),
                Arguments.of(rules(null, null, "(\\w+)(-)?(\\w*)"), "a-b c"),
                Arguments.of(regex("\\s+", false, true, false, true), ""));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void a_text_on_which_the_real_library_fails_is_an_error_that_says_so(TokenSplitter.Params params, String text) {
        assertThatThrownBy(() -> splitter(params).tokens(new Annotation(0, text.length() - 1, text)))
                .isInstanceOf(EncodingException.class)
                .hasMessageStartingWith("Spark NLP's ");
    }
}
