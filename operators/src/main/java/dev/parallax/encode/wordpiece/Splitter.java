package dev.parallax.encode.wordpiece;

import java.util.List;

/** Splits texts into words as a tokenizer does: its normalisation and pre-tokenization. Safe for several threads. */
@FunctionalInterface
public interface Splitter {

    /**
     * The normalised words of a text.
     *
     * @param text well-formed Unicode
     */
    List<String> words(String text);
}
