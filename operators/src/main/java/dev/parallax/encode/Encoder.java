package dev.parallax.encode;

import java.io.Serializable;

/** Encodes texts into token ids. Implementations are thread-safe until they are closed. */
public interface Encoder extends AutoCloseable {

    /**
     * Encodes one text.
     *
     * @throws EncodingException if the tokenizer rejects the text
     */
    Encoding encode(String text);

    /** Frees the native memory of the encoder. No other call may be running. */
    @Override
    void close();

    /** Creates encoders on the machine that uses them: encoders hold native memory and cannot be serialized. */
    @FunctionalInterface
    interface Factory extends Serializable {

        /** Creates an encoder, which the caller must close. */
        Encoder create();
    }
}
