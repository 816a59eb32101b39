package dev.parallax.text;

/**
 * A record that could not be classified, with why and all that is needed to send it again.
 *
 * @param reason what kind of failure it was
 * @param detail one sentence for a human, without the record's text
 * @param source the record, byte for byte
 */
public record DeadLetter(Reason reason, String detail, RawRecord source) {

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
        /** The value is {@code null}. */
        TOMBSTONE(Stage.PARSE),
        /** The value, or the text in it, is not UTF-8 or not Unicode. */
        INVALID_UTF8(Stage.PARSE),
        /** The value is not a JSON object. */
        INVALID_JSON(Stage.PARSE),
        /** A field that must be there is not. */
        MISSING_FIELD(Stage.PARSE),
        /** A field has a value of another type than it must have. */
        INVALID_FIELD(Stage.PARSE),
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
        RESULT_TOO_LARGE(Stage.WRITE);

        private final Stage stage;

        Reason(Stage stage) {
            this.stage = stage;
        }

        /** Where this happens. */
        public Stage stage() {
            return stage;
        }
    }
}
