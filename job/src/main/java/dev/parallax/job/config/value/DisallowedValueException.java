package dev.parallax.job.config.value;

/** Thrown for a value that can be read as its option's type, but that the option does not allow. */
public final class DisallowedValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** @param expected the values that the option allows, to end the sentence "must be …" */
    DisallowedValueException(String expected) {
        super("must be " + expected);
    }
}
