package dev.parallax.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.DeadLetter.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final RawRecord SOURCE = new RawRecord("texts", 0, 1, 2, 3, null, new byte[] {'x'}, List.of());

    @Test
    void an_unexpected_exception_is_named_without_its_message() {
        DeadLetter letter =
                DeadLetter.unexpected(new IllegalStateException("quotes the secret text"), Stage.ENCODE, SOURCE);

        assertThat(letter.reason()).isEqualTo(Reason.UNEXPECTED);
        assertThat(letter.stage()).isEqualTo(Stage.ENCODE);
        assertThat(letter.detail())
                .contains("java.lang.IllegalStateException")
                .containsPattern("DeadLetterTest\\.java:\\d+")
                .doesNotContain("secret");
        assertThat(letter.source()).isSameAs(SOURCE);
    }

    @Test
    void an_unexpected_exception_without_a_trace_is_named_all_the_same() {
        Throwable bare = new RuntimeException("secret", null, false, false) {};

        assertThat(DeadLetter.unexpected(bare, Stage.WRITE, SOURCE).detail())
                .contains(bare.getClass().getName())
                .doesNotContain("secret");
    }

    @Test
    void a_reason_that_may_happen_anywhere_needs_a_stage() {
        assertThatThrownBy(() -> new DeadLetter(Reason.UNEXPECTED, "why", SOURCE))
                .hasMessageContaining("UNEXPECTED needs its stage");
        assertThat(new DeadLetter(Reason.TOMBSTONE, "why", SOURCE).stage()).isEqualTo(Stage.PARSE);
    }
}
