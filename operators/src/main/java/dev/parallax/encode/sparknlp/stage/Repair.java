package dev.parallax.encode.sparknlp.stage;

/**
 * A switch for one way in which Spark NLP reads a text differently than Hugging Face with the same vocabulary. If it is
 * off, the text is read as by Spark NLP; if it is on, as by Hugging Face. With all switches on, the ids equal Hugging
 * Face's for every text.
 *
 * <p>The BERT stage splits a token into words and encodes only the first. Each constant that starts with {@code KEEP}
 * encodes all words of one kind of token; the kinds are in {@code MultiWordTokens}.
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
    /** All ideographs of a token are encoded: {@code 北}, {@code 京}. (Without the repair only {@code 北}.) */
    KEEP_IDEOGRAPHS,
    /**
     * All words of a contraction are encoded: {@code isn}, {@code '}, {@code t}. (Without the repair only {@code isn}.)
     */
    KEEP_CONTRACTIONS,
    /**
     * All words of a hyphenated word are encoded: {@code e}, {@code -}, {@code mail}. (Without the repair only
     * {@code e}.)
     */
    KEEP_HYPHENATED,
    /**
     * All words of a number, date or time are encoded: {@code 10}, {@code ,}, {@code 000}. (Without the repair only
     * {@code 10}.)
     */
    KEEP_NUMBERS,
    /**
     * All words of a URL or e-mail address are encoded: {@code john}, {@code @}, {@code example}, {@code .},
     * {@code com}. (Without the repair only {@code john}.)
     */
    KEEP_URLS,
    /**
     * All words of an abbreviation with inner full stops are encoded: {@code U}, {@code .}, {@code S}, {@code .},
     * {@code A}. (Without the repair only {@code U}.)
     */
    KEEP_ABBREVIATIONS,
    /**
     * All words of a token with a slash or an ampersand are encoded: {@code and}, {@code /}, {@code or}. (Without the
     * repair only {@code and}.)
     */
    KEEP_ALTERNATIVES,
    /**
     * All words of a token with punctuation inside and no space after it are encoded: {@code good}, {@code ,},
     * {@code bad}. (Without the repair only {@code good}.)
     */
    KEEP_UNSPACED_WORDS,
    /**
     * All words of a token that begins with a symbol are encoded: {@code $}, {@code 100}. (Without the repair only
     * {@code $}.)
     */
    KEEP_AFTER_LEADING_SYMBOL,
    /**
     * All words of a token that ends with symbols are encoded: {@code 100}, {@code %}. (Without the repair only
     * {@code 100}.)
     */
    KEEP_TRAILING_SYMBOLS,
    /** All symbols of a token of symbols are encoded: {@code !}, {@code !}. (Without the repair only the first.) */
    KEEP_SYMBOL_RUNS,
    /**
     * All words of any other token of several words, such as an identifier or a path are encoded: {@code foo},
     * {@code (}, {@code bar}. (Without the repair only {@code foo}.)
     */
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
