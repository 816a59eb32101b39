package dev.parallax.text;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One header of a source record, copied unread to the records derived from it.
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

    /** The name and the number of bytes: the value may be a secret. */
    @Override
    public String toString() {
        return "Header[" + key + ", " + (value == null ? "null" : value.length + " bytes") + "]";
    }
}
