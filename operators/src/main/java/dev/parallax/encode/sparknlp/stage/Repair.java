package dev.parallax.encode.sparknlp.stage;

/**
 * A switch for one way in which Spark NLP reads a text otherwise than Hugging Face does with the same vocabulary. Off,
 * the twin does as Spark NLP; on, as Hugging Face. With all on, the ids are Hugging Face's for every text.
 *
 * <p>Spark NLP keeps only the first word of each rule token. The constants that start with {@code KEEP} mend that for
 * one kind of rule token each (see {@code DroppedWords}).
 */
public enum Repair {
    /** The document assembler leaves the text as it is, whatever {@code cleanupMode} says. */
    CLEANUP,
    /** The document is not split into sentences. */
    SENTENCES,
    /** Characters that Spark NLP uses as markers inside sentence detector and tokenizer are ordinary characters. */
    MARKER_CHARACTERS,
    /**
     * The tokenizer is Spark NLP's {@code Tokenizer} with its defaults: no pattern, length limit, exception or split
     * counts. It parts words at white space and at the ends of words, where Hugging Face parts them too.
     */
    TOKEN_RULES,
    /** Letter case is kept or lowered as the model's own tokenizer does. */
    CASE,
    /** Letters are lowered one by one: a capital sigma at the end of a word is no final sigma. */
    LETTER_BY_LETTER_CASE,
    /** Accents (U+0300 to U+036F) stay where the model's own tokenizer leaves them. */
    ACCENTS,
    /** Every non-spacing mark goes, and letters are taken apart before words are split. */
    COMBINING_MARKS,
    /** Every character of a punctuation category is a word of its own. */
    NON_ASCII_PUNCTUATION,
    /** Every Unicode space parts words. */
    UNICODE_SPACES,
    /** Format characters (Cf) are removed. */
    INVISIBLE_CHARACTERS,
    /** Private-use characters (Co) are removed. */
    PRIVATE_USE_CHARACTERS,
    /** Control characters and U+FFFD are removed, and what stands beside them is joined. */
    CONTROL_CHARACTERS,
    /** Ideographs beyond U+FFFF are words of their own. */
    RARE_IDEOGRAPHS,
    /** Every ideograph of a rule token is kept. */
    KEEP_IDEOGRAPHS,
    /** A contraction is kept whole: {@code isn't}. */
    KEEP_CONTRACTIONS,
    /** What follows a hyphen is kept: {@code e-mail}. */
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
    /** What follows a leading symbol is kept: {@code $100}, {@code #tag}, {@code @name}. */
    KEEP_AFTER_LEADING_SYMBOL,
    /** A symbol behind a word is kept: {@code 100%}. */
    KEEP_TRAILING_SYMBOLS,
    /** Every symbol of a run is kept: {@code !!!}. */
    KEEP_SYMBOL_RUNS,
    /** Identifiers, paths and everything else of several words is kept whole: {@code foo(bar)}. */
    KEEP_OTHER,
    /** Words longer than 100 characters are unknown, not those longer than 200 UTF-16 units. */
    LONG_WORDS,
    /** Special tokens that stand in the text are special. */
    SPECIAL_TOKENS,
    /** Texts are cut at the length of Hugging Face's side. */
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
