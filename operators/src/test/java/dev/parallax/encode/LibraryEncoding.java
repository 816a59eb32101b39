package dev.parallax.encode;

/** The encoding that the tokenizer library itself returns, for tests of other packages. */
public final class LibraryEncoding {

    private LibraryEncoding() {}

    /** Encodes a text by the library with the tokenizer and the limit of an encoder. */
    public static Encoding of(HuggingFaceEncoder encoder, String text) {
        return encoder.encodeByTheLibrary(text);
    }
}
