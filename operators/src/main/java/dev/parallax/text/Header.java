package dev.parallax.text;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One header of a source record, carried unread to whatever is made of the record.
 *
 * @param key the header's name; names may repeat within a record
 * @param value the header's bytes, {@code null} where the source had none
 */
public record Header(String key, byte @Nullable [] value) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Header that && key.equals(that.key) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, Arrays.hashCode(value));
    }

    /** The name and the number of bytes: a header's value may be a secret, so it is not shown. */
    @Override
    public String toString() {
        return "Header[" + key + ", " + (value == null ? "null" : value.length + " bytes") + "]";
    }
}
