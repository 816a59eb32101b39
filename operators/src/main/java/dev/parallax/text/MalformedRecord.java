package dev.parallax.text;

/** Thrown for a source record that is not a valid text record. It carries no stack trace: it is data, not a defect. */
public final class MalformedRecord extends Exception {

    private final DeadLetter.Reason reason;

    /**
     * @param reason what kind of failure it is
     * @param detail one sentence for a human, without the record's text
     */
    public MalformedRecord(DeadLetter.Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** The reason of the dead letter. */
    public DeadLetter.Reason reason() {
        return reason;
    }
}
