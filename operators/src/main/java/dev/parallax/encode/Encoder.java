package dev.parallax.encode;

import java.io.Serializable;

/** Turns texts into token ids. Implementations are safe for several threads until they are closed. */
public interface Encoder extends AutoCloseable {

    /**
     * Encodes one text.
     *
     * @throws EncodingException if the tokenizer refuses the text
     */
    Encoding encode(String text);

    /** Frees what the encoder holds outside the heap. No call may be under way. */
    @Override
    void close();

    /** Makes an encoder where it is used: encoders hold native memory and do not travel. */
    @FunctionalInterface
    interface Factory extends Serializable {

        /** Makes an encoder; the caller closes it. */
        Encoder create();
    }
}
