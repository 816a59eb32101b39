package dev.parallax.encode.sparknlp.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.BgeTokenizer;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.CustomBoundsStrategy;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InterruptibleTextTest {

    /** A pattern that backtracks over every split of a run of the same letter. */
    private static final String ENDLESS = "(?<some>x+x+)+\\k<some>y";

    private static final String TEXT = "a" + "x".repeat(60);

    private static SparkNlpEncoder encoder(@Nullable SentenceDetectorParams detector, TokenSplitter.Params splitter) {
        return new SparkNlpEncoder(
                new SparkNlpPipeline(
                        DocumentAssembler.Params.DEFAULT,
                        detector,
                        splitter,
                        BertForSequenceClassification.Params.DEFAULT),
                BgeTokenizer.file(),
                0,
                Integer.MAX_VALUE);
    }

    private static TokenizerParams tokenizer(
            String target,
            @Nullable String prefix,
            @Nullable String suffix,
            List<String> infixes,
            List<String> exceptions,
            @Nullable String split) {
        return new TokenizerParams(
                target,
                prefix,
                suffix,
                infixes,
                exceptions,
                true,
                TokenizerParams.DEFAULT.contextChars(),
                split,
                List.of(),
                0,
                null);
    }

    /** An encoder for each pattern that a user can configure. */
    static Stream<Arguments> encoders() {
        String any = "\\S+";
        UnaryOperator<String> group = inner -> "(" + inner + ")";
        return Stream.of(
                Arguments.of(
                        "regexTokenizer.pattern",
                        encoder(null, new RegexTokenizer.Params(ENDLESS, false, 1, null, false, false, true))),
                // It closes the character class into which Spark NLP inserts it, and opens another one.
                Arguments.of(
                        "targetPattern",
                        encoder(null, tokenizer("x]" + ENDLESS + "[x", null, null, List.of(), List.of(), null))),
                Arguments.of(
                        "prefixPattern",
                        encoder(
                                null,
                                tokenizer(any, "\\A" + group.apply("a" + ENDLESS), null, List.of(), List.of(), null))),
                Arguments.of(
                        "suffixPattern",
                        encoder(null, tokenizer(any, null, group.apply(ENDLESS) + "\\z", List.of(), List.of(), null))),
                Arguments.of(
                        "infixPatterns",
                        encoder(
                                null,
                                tokenizer(any, null, null, List.of(group.apply("a" + ENDLESS)), List.of(), null))),
                Arguments.of(
                        "exceptions", encoder(null, tokenizer(any, null, null, List.of(), List.of(ENDLESS), null))),
                Arguments.of("splitPattern", encoder(null, tokenizer(any, null, null, List.of(), List.of(), ENDLESS))),
                Arguments.of(
                        "customBounds",
                        encoder(
                                new SentenceDetectorParams(
                                        true,
                                        true,
                                        false,
                                        false,
                                        List.of(ENDLESS),
                                        CustomBoundsStrategy.NONE,
                                        0,
                                        null,
                                        null),
                                TokenizerParams.DEFAULT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encoders")
    void a_pattern_that_never_ends_ends_when_its_thread_is_interrupted(String pattern, SparkNlpEncoder encoder)
            throws Exception {
        // Given
        CompletableFuture<SparkNlpEncoding> encoding = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                encoding.complete(encoder.encode(TEXT));
            } catch (RuntimeException e) {
                encoding.completeExceptionally(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        while (!matches(reader)) {
            Thread.onSpinWait();
        }
        // When
        reader.interrupt();
        // Then
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> encoding.get(1, TimeUnit.MINUTES))
                .withCauseInstanceOf(EncodingException.class)
                .havingCause()
                .withMessageContaining("UTF-16 units")
                .withMessageNotContaining(TEXT);
    }

    /** Whether a thread is matching, which never ends once it has begun. */
    private static boolean matches(Thread reader) {
        assertThat(reader.isAlive()).as("it never ends by itself").isTrue();
        return Stream.of(reader.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("java.util.regex.Pattern$"));
    }

    @Test
    void a_thread_that_is_interrupted_reads_no_text_again() {
        // Given
        SparkNlpEncoder encoder = encoder(null, TokenizerParams.DEFAULT);
        Thread.currentThread().interrupt();
        // Then
        try {
            assertThatThrownBy(() -> encoder.relevant("one, two"))
                    .isInstanceOf(EncodingException.class)
                    .hasMessage("The time limit of a text was exceeded on a text of 8 UTF-16 units");
            assertThatThrownBy(() -> encoder.encode("one, two", Set.of(Repair.CASE)))
                    .isInstanceOf(EncodingException.class);
        } finally {
            assertThat(Thread.interrupted()).as("left for who asked for it").isTrue();
        }
    }

    @Test
    void a_text_reads_as_what_it_is() {
        CharSequence text = InterruptibleText.of("one, two");
        assertThat(text).hasToString("one, two").hasSize(8);
        assertThat(text.subSequence(5, 8)).hasToString("two");
        assertThat(Pattern.compile(", ").split(text)).containsExactly("one", "two");
    }
}
