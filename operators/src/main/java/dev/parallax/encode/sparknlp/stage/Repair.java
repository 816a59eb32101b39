package dev.parallax.encode.sparknlp.stage;

/**
 * A switch for one way in which Spark NLP reads a text differently than Hugging Face with the same vocabulary. If it is
 * off, the text is read as by Spark NLP; if it is on, as by Hugging Face. With all switches on, the ids equal Hugging
 * Face's for every text.
 *
 * <p>Spark NLP keeps only the first word of each rule token. Each constant that starts with {@code KEEP} keeps all
 * words of one kind of rule token (see {@code DroppedWords}).
 */
public enum Repair {
    /** The document assembler leaves the text as it is, whatever {@code cleanupMode} says. */
    CLEANUP,
    /** The document is not split into sentences. */
    SENTENCES,
    /** Characters that Spark NLP uses as markers inside sentence detector and tokenizer are ordinary characters. */
    MARKER_CHARACTERS,
    /**
     * The tokenizer is Spark NLP's {@code Tokenizer} with its defaults: patterns, length limits, exceptions and splits
     * are ignored. It splits words at white space and at the ends of words, where Hugging Face also splits them.
     */
    TOKEN_RULES,
    /** Letter case is kept or lowered as the model's own tokenizer does. */
    CASE,
    /** Letters are lower-cased one by one: a capital sigma at the end of a word does not become a final sigma. */
    LETTER_BY_LETTER_CASE,
    /** Accents (U+0300 to U+036F) stay where the model's own tokenizer leaves them. */
    ACCENTS,
    /** Every non-spacing mark is removed, and letters are decomposed before words are split. */
    COMBINING_MARKS,
    /** Every character of a punctuation category is a separate word. */
    NON_ASCII_PUNCTUATION,
    /** Every Unicode space separates words. */
    UNICODE_SPACES,
    /** Format characters (Cf) are removed. */
    INVISIBLE_CHARACTERS,
    /** Private-use characters (Co) are removed. */
    PRIVATE_USE_CHARACTERS,
    /** Control characters and U+FFFD are removed, and the characters on both sides are joined. */
    CONTROL_CHARACTERS,
    /** Ideographs above U+FFFF are separate words. */
    RARE_IDEOGRAPHS,
    /** Every ideograph of a rule token is kept. */
    KEEP_IDEOGRAPHS,
    /** A contraction is kept whole: {@code isn't}. */
    KEEP_CONTRACTIONS,
    /** The word after a hyphen is kept: {@code e-mail}. */
    KEEP_HYPHENATED,
    /** A number, date or time is kept whole: {@code 10,000}, {@code 10:30}. */
    KEEP_NUMBERS,
    /** A URL or e-mail address is kept whole. */
    KEEP_URLS,
    /** Initials and abbreviations with inner full stops are kept whole: {@code U.S.A}. */
    KEEP_ABBREVIATIONS,
    /** Words joined by a slash or ampersand are kept whole: {@code and/or}, {@code AT&T}. */
    KEEP_ALTERNATIVES,
    /** Words without a space after punctuation are kept: {@code good,bad}. */
    KEEP_UNSPACED_WORDS,
    /** The word after a leading symbol is kept: {@code $100}, {@code #tag}, {@code @name}. */
    KEEP_AFTER_LEADING_SYMBOL,
    /** A symbol after a word is kept: {@code 100%}. */
    KEEP_TRAILING_SYMBOLS,
    /** Every symbol of a run is kept: {@code !!!}. */
    KEEP_SYMBOL_RUNS,
    /** Identifiers, paths and all other rule tokens of several words are kept whole: {@code foo(bar)}. */
    KEEP_OTHER,
    /** Words longer than 100 characters are unknown, instead of those longer than 200 UTF-16 units. */
    LONG_WORDS,
    /** Special tokens in the text are recognised. */
    SPECIAL_TOKENS,
    /** Texts are truncated at the maximum length of the Hugging Face side. */
    TRUNCATION,
    /** A token whose id is 0 is not masked. */
    ATTENTION_MASK,
    /** A text without tokens is scored. */
    EMPTY_TEXT,
    /**
     * Probabilities are a softmax that does not overflow, and the answer is the largest, whatever activation and
     * threshold say.
     */
    ACTIVATION
}
