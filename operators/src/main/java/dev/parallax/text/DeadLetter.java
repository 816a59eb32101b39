package dev.parallax.text;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be classified, with the reason and everything needed to send it again.
 *
 * @param reason what kind of failure it was
 * @param stage where in the job it happened
 * @param detail one sentence for a human, without the record's text
 * @param source the record, byte for byte
 */
public record DeadLetter(Reason reason, Stage stage, String detail, RawRecord source) {

    /** The step of the job at which a record failed. */
    public enum Stage {
        /** Reading the bytes as a text record. */
        PARSE,
        /** Turning the text into token ids. */
        ENCODE,
        /** Running the model. */
        CLASSIFY,
        /** Writing the result. */
        WRITE
    }

    /** The reason why a record failed. */
    public enum Reason {
        /** The value, or the object in it that the text should be in, is {@code null}. */
        TOMBSTONE(Stage.PARSE),
        /** The value, or the text in it, is not UTF-8 or not Unicode. */
        INVALID_UTF8(Stage.PARSE),
        /** The value is not a JSON object, or is beyond the parser's limits. */
        INVALID_JSON(Stage.PARSE),
        /** The value does not begin with the magic byte and schema id that serializers of a schema registry write. */
        INVALID_FRAMING(Stage.PARSE),
        /** The schema registry has no schema with the id in the value, or the schema is not Avro. */
        UNKNOWN_SCHEMA(Stage.PARSE),
        /** The value is not Avro data of its schema. */
        INVALID_AVRO(Stage.PARSE),
        /** A required field is missing. */
        MISSING_FIELD(Stage.PARSE),
        /** A field has a value of the wrong type. */
        INVALID_FIELD(Stage.PARSE),
        /** A plain text value contains control characters. */
        CONTROL_CHARACTERS(Stage.PARSE),
        /** The text has no characters. */
        EMPTY_TEXT(Stage.PARSE),
        /** The text is longer than the configured limit. */
        TEXT_TOO_LONG(Stage.PARSE),
        /** The tokenizer rejected the text. */
        ENCODING_FAILED(Stage.ENCODE),
        /** The model failed on this text, run by itself. */
        INFERENCE_FAILED(Stage.CLASSIFY),
        /** The model returned NaN or an infinity. */
        NON_FINITE_LOGITS(Stage.CLASSIFY),
        /** No answer came in time. */
        TIMED_OUT(Stage.CLASSIFY),
        /** The prediction is larger than the topic accepts. */
        RESULT_TOO_LARGE(Stage.WRITE),
        /** Any other exception, at any stage. */
        UNEXPECTED(null);

        private final @Nullable Stage stage;

        Reason(@Nullable Stage stage) {
            this.stage = stage;
        }

        /** The stage at which this happens; empty for {@link #UNEXPECTED}, which may happen anywhere. */
        public Optional<Stage> stage() {
            return Optional.ofNullable(stage);
        }
    }

    /**
     * Creates a dead letter for a reason that belongs to one stage.
     *
     * @throws IllegalArgumentException if the reason is {@link Reason#UNEXPECTED}, which belongs to no stage
     */
    public DeadLetter(Reason reason, String detail, RawRecord source) {
        this(reason, stageOf(reason), detail, source);
    }

    /**
     * Creates a dead letter for an unexpected exception that a record caused. It names the exception's class and where
     * it was thrown, never its message, which may quote the record.
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
