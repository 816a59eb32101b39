package dev.parallax.evaluate.observation;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Reads and writes Flink's {@link ValueState} of the current key, with unchecked exceptions. */
public final class KeyedValue {

    private KeyedValue() {}

    /**
     * The value of the current key, or null where none was written.
     *
     * @throws UncheckedIOException if the state backend cannot read it
     */
    public static <T> @Nullable T read(ValueState<T> state) {
        try {
            return state.value();
        } catch (IOException e) {
            throw new UncheckedIOException("State cannot be read", e);
        }
    }

    /**
     * Writes the value of the current key.
     *
     * @throws UncheckedIOException if the state backend cannot write it
     */
    public static <T> void write(ValueState<T> state, T value) {
        try {
            state.update(value);
        } catch (IOException e) {
            throw new UncheckedIOException("State cannot be written", e);
        }
    }
}
