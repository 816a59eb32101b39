package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallax.encode.EncodingException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StoppableTest {

    /** Tries every way to cut a row of the same letter. */
    private static final String ENDLESS = "(x+x+)+\\1y";

    private static final String TEXT = "x".repeat(60);

    @Test
    void a_pattern_that_never_ends_ends_when_its_thread_is_interrupted() {
        // Given
        RegexTokenizer tokenizer =
                new RegexTokenizer(new RegexTokenizer.Params(ENDLESS, false, 1, null, false, false, true));
        CompletableFuture<List<Annotation>> tokens = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                tokens.complete(tokenizer.tokens(new Annotation(0, TEXT.length() - 1, TEXT)));
            } catch (RuntimeException e) {
                tokens.completeExceptionally(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        // When
        reader.interrupt();
        // Then
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> tokens.get(1, TimeUnit.MINUTES))
                .withCauseInstanceOf(EncodingException.class)
                .havingCause()
                .withMessageContaining("60 UTF-16 units")
                .withMessageNotContaining(TEXT);
    }

    @Test
    void a_text_reads_as_what_it_is() {
        CharSequence text = Stoppable.of("one, two");
        assertThat(text).hasToString("one, two").hasSize(8);
        assertThat(text.subSequence(5, 8)).hasToString("two");
        assertThat(Pattern.compile(", ").split(text)).containsExactly("one", "two");
    }
}
