package dev.parallax.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.text.DeadLetter;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.DeadLetter.Stage;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodeFunctionTest {

    static List<Supplier<Throwable>> failures() {
        return List.of(
                () -> new IllegalStateException("quotes secret"),
                () -> new NullPointerException("quotes secret"),
                StackOverflowError::new);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_text_on_which_alone_the_encoder_throws_is_a_dead_letter(Supplier<Throwable> failure) throws Exception {
        try (var harness = harness(text -> text.equals("secret"), failure)) {
            // When
            harness.processElement(record("good"), 0);
            harness.processElement(record("secret"), 0);
            harness.processElement(record("good"), 0);
            // Then
            assertThat(harness.extractOutputValues()).hasSize(2);
            assertThat(harness.getSideOutput(EncodeFunction.DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.reason()).isEqualTo(Reason.UNEXPECTED);
                        assertThat(letter.stage()).isEqualTo(Stage.ENCODE);
                        assertThat(letter.source()).isEqualTo(record("secret").source());
                        assertThat(letter.detail()).doesNotContain("secret");
                    });
        }
    }

    @Test
    void a_text_that_the_tokenizer_rejects_is_a_dead_letter() throws Exception {
        try (var harness = harness(text -> true, () -> new EncodingException("It is refused"))) {
            harness.processElement(record("good"), 0);

            assertThat(harness.getSideOutput(EncodeFunction.DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .containsExactly(new DeadLetter(
                            Reason.ENCODING_FAILED,
                            "It is refused",
                            record("good").source()));
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void an_encoder_that_throws_on_every_text_fails_the_job(Supplier<Throwable> failure) throws Exception {
        try (var harness = harness(text -> true, failure)) {
            assertThatThrownBy(() -> harness.processElement(record("good"), 0))
                    .hasMessageContaining("The encoder fails on the text 'a' too");
        }
    }

    @Test
    void an_encoder_without_memory_fails_the_job() throws Exception {
        try (var harness = harness(text -> text.equals("good"), () -> new OutOfMemoryError("no room"))) {
            assertThatThrownBy(() -> harness.processElement(record("good"), 0)).isInstanceOf(OutOfMemoryError.class);
        }
    }

    private interface Fails {
        boolean on(String text);
    }

    private static OneInputStreamOperatorTestHarness<TextRecord, EncodedText> harness(
            Fails fails, Supplier<Throwable> failure) throws Exception {
        return ProcessFunctionTestHarnesses.forProcessFunction(new EncodeFunction(() -> new Encoder() {
            @Override
            public Encoding encode(String text) {
                if (fails.on(text)) {
                    EncodeFunctionTest.<RuntimeException>raise(failure.get());
                }
                return Encoding.of(1);
            }

            @Override
            public void close() {}
        }));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void raise(Throwable failure) throws T {
        throw (T) failure;
    }

    private static TextRecord record(String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        return new TextRecord("1", text, null, "", 0, new RawRecord("texts", 0, 1, 0, 0, null, value, List.of()));
    }
}
