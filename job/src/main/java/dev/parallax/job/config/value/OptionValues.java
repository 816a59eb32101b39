package dev.parallax.job.config.value;

import dev.parallax.bounds.Bounds;
import java.util.Optional;

/**
 * Values of options, as records are made of them. A wrong value is reported elsewhere, and its default stands for it
 * here, so that all options are read and every record can be made.
 */
public interface OptionValues {

    /** The value, or the default where there is none or a wrong one; the option must have a default. */
    <T> T value(Option<T> option);

    /** The value, if there is a right one. */
    <T> Optional<T> optional(Option<T> option);

    /**
     * The value, within bounds that depend on another option's value.
     *
     * @param other the other option; where its value is wrong, nothing is reported about this one
     * @param bounds what the value must be, by the other value
     * @param instead stands for a value that is out of these bounds
     */
    <T> T value(Option<T> option, Option<?> other, Bounds<T> bounds, T instead);
}
