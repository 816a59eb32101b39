package dev.parallax.text;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be classified, with why and all that is needed to send it again.
 *
 * @param reason what kind of failure it was
 * @param stage where in the job it happened
 * @param detail one sentence for a human, without the record's text
 * @param source the record, byte for byte
 */
public record DeadLetter(Reason reason, Stage stage, String detail, RawRecord source) {

    /** Where in the job a record failed. */
    public enum Stage {
        /** Reading the bytes as a text record. */
        PARSE,
        /** Turning the text into token ids. */
        ENCODE,
        /** Running the model. */
        CLASSIFY,
        /** Writing what came out. */
        WRITE
    }

    /** Why a record failed. */
    public enum Reason {
        /** The value, or the object in it that the text should be in, is {@code null}. */
        TOMBSTONE(Stage.PARSE),
        /** The value, or the text in it, is not UTF-8 or not Unicode. */
        INVALID_UTF8(Stage.PARSE),
        /** The value is not a JSON object, or is beyond the parser's limits. */
        INVALID_JSON(Stage.PARSE),
        /** The value does not begin as the serializers of a schema registry begin it. */
        INVALID_FRAMING(Stage.PARSE),
        /** The schema registry has no schema of the number in the value, or one that is not Avro. */
        UNKNOWN_SCHEMA(Stage.PARSE),
        /** The value is not Avro data of its schema. */
        INVALID_AVRO(Stage.PARSE),
        /** A field that must be there is not. */
        MISSING_FIELD(Stage.PARSE),
        /** A field has a value of another type than it must have. */
        INVALID_FIELD(Stage.PARSE),
        /** A text that is not in JSON holds control characters. */
        CONTROL_CHARACTERS(Stage.PARSE),
        /** The text has no characters. */
        EMPTY_TEXT(Stage.PARSE),
        /** The text is longer than the configured limit. */
        TEXT_TOO_LONG(Stage.PARSE),
        /** The tokenizer refused the text. */
        ENCODING_FAILED(Stage.ENCODE),
        /** The model failed on this text, run by itself. */
        INFERENCE_FAILED(Stage.CLASSIFY),
        /** The model gave NaN or an infinity. */
        NON_FINITE_LOGITS(Stage.CLASSIFY),
        /** No answer came in time. */
        TIMED_OUT(Stage.CLASSIFY),
        /** There is a prediction, and it is larger than its topic takes. */
        RESULT_TOO_LARGE(Stage.WRITE),
        /** An exception that nothing above foresees, at any stage. */
        UNEXPECTED(null);

        private final @Nullable Stage stage;

        Reason(@Nullable Stage stage) {
            this.stage = stage;
        }

        /** Where in the job this happens; empty for {@link #UNEXPECTED}, which may happen anywhere. */
        public Optional<Stage> stage() {
            return Optional.ofNullable(stage);
        }
    }

    /**
     * A letter of a reason that belongs to one stage.
     *
     * @throws IllegalArgumentException if the reason is {@link Reason#UNEXPECTED}, which has no stage of its own
     */
    public DeadLetter(Reason reason, String detail, RawRecord source) {
        this(reason, stageOf(reason), detail, source);
    }

    /**
     * A letter for an exception that a record caused and nobody foresaw. It names the exception's class and where it
     * was thrown, never its message, which may quote the record.
     *
     * @param failure what was thrown
     * @param stage where in the job
     * @param source the record
     */
    public static DeadLetter unexpected(Throwable failure, Stage stage, RawRecord source) {
        StackTraceElement[] trace = failure.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return new DeadLetter(
                Reason.UNEXPECTED, stage, "Unexpected " + failure.getClass().getName() + place, source);
    }

    private static Stage stageOf(Reason reason) {
        if (reason.stage == null) {
            throw new IllegalArgumentException("A dead letter of the reason " + reason + " needs its stage");
        }
        return reason.stage;
    }
}
