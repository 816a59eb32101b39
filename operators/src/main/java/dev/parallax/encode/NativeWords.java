package dev.parallax.encode;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.parallax.encode.wordpiece.Splitter;
import java.util.List;

/**
 * Splits texts into words by the tokenizer library: normalised, and not yet cut into pieces of the vocabulary. It holds
 * native memory until it is closed. Safe for several threads.
 */
final class NativeWords implements Splitter, AutoCloseable {

    private final TokenizersLibrary library;
    private final long tokenizer;

    private NativeWords(TokenizersLibrary library, long tokenizer) {
        this.library = library;
        this.tokenizer = tokenizer;
    }

    /**
     * The words of a tokenizer.
     *
     * @throws EncodingException if the library cannot read its normaliser or its pre-tokenizer
     */
    static NativeWords of(TokenizerFile file) {
        TokenizersLibrary library = NativeTokenizers.library();
        try {
            return new NativeWords(library, library.createTokenizerFromString(file.withWordsAsTokens()));
        } catch (RuntimeException e) {
            throw new EncodingException(
                    "The tokenizer library cannot read the normalizer and the pre_tokenizer of " + file + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public List<String> words(String text) {
        long encoding = library.encode(tokenizer, text, false);
        try {
            return List.of(library.getTokens(encoding));
        } finally {
            library.deleteEncoding(encoding);
        }
    }

    @Override
    public void close() {
        library.deleteTokenizer(tokenizer);
    }
}
