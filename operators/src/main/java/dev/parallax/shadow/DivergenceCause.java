package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.EnumMap;
import java.util.Map;

/**
 * A cause for which Spark NLP and Hugging Face read a text differently with the same vocabulary, described for users.
 * There is one cause for each {@link Repair}, in the same order.
 *
 * <p>Examples are of an uncased English BERT vocabulary, with {@code setCaseSensitive(false)} and no sentence detector
 * unless they say otherwise. Seen with Spark NLP 5.5.3.
 */
@SuppressWarnings("ImmutableEnumChecker") // records of strings
public enum DivergenceCause {
    /** The document assembler changed the text. */
    CLEANUP(
            Repair.CLEANUP,
            "text cleaned up",
            "The document assembler replaces or removes written-out line ends and tabs before the text is split.",
            new Example("good\\nfilm", "cleanupMode delete_full", "good ##film", "good \\ n ##film"),
            Remedy.setting("new DocumentAssembler().setCleanupMode(\"disabled\"), which is the default.")),
    /** The text was split into sentences. */
    SENTENCE_SPLIT(
            Repair.SENTENCES,
            "split into sentences",
            "Every sentence is classified by itself, so no class has seen the whole text.",
            new Example(
                    "It was good. It was bad.",
                    "with sentence detector",
                    "it was good . · it was bad .",
                    "it was good . it was bad ."),
            Remedy.setting("Leave out SentenceDetector: tokenizer and classifier take the column `document`.")),
    /** A character that Spark NLP uses as a marker. */
    MARKER_CHARACTER(
            Repair.MARKER_CHARACTERS,
            "marker character",
            "Sentence detector and tokenizer mark places with characters such as ↇ and ╔, and take those of the"
                    + " text for marks.",
            new Example("aↇb", "", "a b", "[UNK]"),
            Remedy.cleaning("[\\u2187\\u2188\\u2554\\u2564\\u2565\\u2566\\u255E\\u255F\\uF050-\\uF057]")),
    /** The tokenizer has settings that split or drop tokens. */
    TOKEN_RULES(
            Repair.TOKEN_RULES,
            "tokenizer settings",
            "A pattern, exception, length limit or split of the tokenizer's settings changes the tokens.",
            new Example("good film", "tokenizer minLength 5", "", "good film"),
            Remedy.setting("Leave out the tokenizer's settings, or take " + Remedy.REGEX_TOKENIZER + ".")),
    /** Capitals that an uncased vocabulary does not have. */
    CASING(
            Repair.CASE,
            "letter case",
            "Spark NLP keeps capitals by default, and an uncased vocabulary has no word with a capital.",
            new Example("GREAT Movie", "caseSensitive true", "[UNK] [UNK]", "great movie"),
            Remedy.setting(
                    "setCaseSensitive(false) for an uncased vocabulary, setCaseSensitive(true) for a cased one.")),
    /** A capital sigma at the end of a word. */
    FINAL_SIGMA(
            Repair.LETTER_BY_LETTER_CASE,
            "final sigma",
            "Words are lowered as a whole, which makes a capital sigma at a word's end a final one.",
            new Example("ΟΔΟΣ", "", "ο ##δ ##ος", "ο ##δ ##ο ##σ"),
            Remedy.before("in PySpark `F.translate(\"text\", \"Σ\", \"σ\")`")),
    /** Accents of a cased vocabulary. */
    ACCENTS(
            Repair.ACCENTS,
            "accents",
            "Accents are taken away whatever the vocabulary, even where it is cased and has them.",
            new Example("the café", "cased vocabulary", "the cafe", "the [UNK]"),
            Remedy.none()),
    /** Non-spacing marks outside the block of Latin accents. */
    COMBINING_MARK(
            Repair.COMBINING_MARKS,
            "combining mark",
            "Only the accents U+0300 to U+036F are taken away; vowel signs and other marks stay and make words"
                    + " unknown.",
            new Example("हिन्दी", "", "[UNK]", "ह ##ि ##न ##द ##ी"),
            Remedy.cleaning("\\p{Mn}")),
    /** Punctuation beyond ASCII. */
    NON_ASCII_PUNCTUATION(
            Repair.NON_ASCII_PUNCTUATION,
            "non-ASCII punctuation",
            "Curly quotes, dashes, ellipses and the like are taken for letters and stick to their word.",
            new Example("“hello”", "", "“ ##hell ##o ##”", "“ hello ”"),
            Remedy.tokenizer()),
    /** A space beyond ASCII. */
    UNICODE_SPACE(
            Repair.UNICODE_SPACES,
            "Unicode space",
            "No-break and other Unicode spaces do not part words.",
            new Example("good\u00a0movie", "", "[UNK]", "good movie"),
            Remedy.tokenizer()),
    /** A format character. */
    INVISIBLE_CHARACTER(
            Repair.INVISIBLE_CHARACTERS,
            "invisible character",
            "Zero-width spaces, soft hyphens, byte order marks and the like stay in their word and make it unknown.",
            new Example("\ufeffHello", "", "[UNK]", "hello"),
            Remedy.cleaning("\\p{Cf}")),
    /** A private-use character. */
    PRIVATE_USE_CHARACTER(
            Repair.PRIVATE_USE_CHARACTERS,
            "private-use character",
            "Private-use characters, such as icons of a font, stay in their word and make it unknown.",
            new Example("a\ue000b", "", "[UNK]", "ab"),
            Remedy.cleaning("\\p{Co}")),
    /** A control character. */
    CONTROL_CHARACTER(
            Repair.CONTROL_CHARACTERS,
            "control character",
            "A control character ends the token, and what follows it in the same token is dropped; Hugging Face"
                    + " removes it and "
                    + "joins what stands beside it.",
            new Example("bell\u0007ring", "", "bell", "bell ##ring"),
            Remedy.cleaning("[\\p{Cc}\\uFFFD&&[^\\t\\n\\r]]")),
    /** An ideograph beyond the basic plane. */
    RARE_IDEOGRAPH(
            Repair.RARE_IDEOGRAPHS,
            "rare ideograph",
            "Ideographs beyond U+FFFF are not parted from their neighbours.",
            new Example("a𠮷", "", "[UNK]", "a [UNK]"),
            Remedy.tokenizer()),
    /** Chinese, Japanese or Korean text of which the first ideograph is kept. */
    DROPPED_IDEOGRAPHS(
            Repair.KEEP_IDEOGRAPHS,
            "dropped ideographs",
            Remedy.FIRST_WORD,
            new Example("北京", "", "北", "北 京"),
            Remedy.tokenizer()),
    /** A contraction of which the first part is kept. */
    CONTRACTION(
            Repair.KEEP_CONTRACTIONS,
            "contraction",
            Remedy.FIRST_WORD + " Negations get lost.",
            new Example("It isn't good", "", "it isn good", "it isn ' t good"),
            Remedy.tokenizer()),
    /** A word with a hyphen of which the first part is kept. */
    HYPHEN(
            Repair.KEEP_HYPHENATED,
            "hyphen",
            Remedy.FIRST_WORD,
            new Example("e-mail", "", "e", "e - mail"),
            Remedy.tokenizer()),
    /** A number, date or time of which the first digits are kept. */
    NUMBER(
            Repair.KEEP_NUMBERS,
            "number, date or time",
            Remedy.FIRST_WORD,
            new Example("10,000", "", "10", "10 , 000"),
            Remedy.tokenizer()),
    /** A URL or e-mail address of which the first word is kept. */
    URL(
            Repair.KEEP_URLS,
            "URL or e-mail address",
            Remedy.FIRST_WORD,
            new Example("john.doe@example.com", "", "john", "john . doe @ example . com"),
            Remedy.tokenizer()),
    /** An abbreviation of which the first letter is kept. */
    ABBREVIATION(
            Repair.KEEP_ABBREVIATIONS,
            "abbreviation",
            Remedy.FIRST_WORD,
            new Example("U.S.", "", "u .", "u . s ."),
            Remedy.tokenizer()),
    /** Words joined by a slash or ampersand of which the first is kept. */
    SLASH_OR_AMPERSAND(
            Repair.KEEP_ALTERNATIVES,
            "slash or ampersand",
            Remedy.FIRST_WORD,
            new Example("and/or", "", "and", "and / or"),
            Remedy.tokenizer()),
    /** No space behind punctuation: the word before it is kept. */
    MISSING_SPACE(
            Repair.KEEP_UNSPACED_WORDS,
            "no space after punctuation",
            Remedy.FIRST_WORD,
            new Example("good,bad", "", "good", "good , bad"),
            Remedy.tokenizer()),
    /** A symbol before a word: the word is dropped. */
    LEADING_SYMBOL(
            Repair.KEEP_AFTER_LEADING_SYMBOL,
            "leading symbol",
            Remedy.FIRST_WORD + " That is the symbol: the word is gone.",
            new Example("#hashtag", "", "#", "# hash ##tag"),
            Remedy.tokenizer()),
    /** A symbol behind a word is dropped. */
    TRAILING_SYMBOL(
            Repair.KEEP_TRAILING_SYMBOLS,
            "trailing symbol",
            Remedy.FIRST_WORD,
            new Example("100%", "", "100", "100 %"),
            Remedy.tokenizer()),
    /** A run of symbols of which the first is kept. */
    SYMBOL_RUN(
            Repair.KEEP_SYMBOL_RUNS,
            "run of symbols",
            Remedy.FIRST_WORD,
            new Example("Amazing!!!", "", "amazing !", "amazing ! ! !"),
            Remedy.tokenizer()),
    /** Any other token of several words of which the first is kept. */
    COMPOUND(
            Repair.KEEP_OTHER,
            "identifier, path or other compound",
            Remedy.FIRST_WORD,
            new Example("foo(bar)", "", "foo )", "foo ( bar )"),
            Remedy.tokenizer()),
    /** A word of 101 to 200 characters. */
    LONG_WORD(
            Repair.LONG_WORDS,
            "long word",
            "Words are given up beyond 200 UTF-16 units, not beyond 100 characters.",
            new Example("a".repeat(101), "", "aaa" + " ##aa".repeat(49), "[UNK]"),
            Remedy.none()),
    /** A special token in the text. */
    SPECIAL_TOKEN(
            Repair.SPECIAL_TOKENS,
            "special token in the text",
            "What looks like a special token is an ordinary word to Spark NLP.",
            new Example("this [SEP] that", "", "this [ that", "this [SEP] that"),
            Remedy.cleaning("\\[(CLS|SEP|PAD|UNK|MASK)\\]")),
    /** The two sides cut texts at other lengths. */
    TRUNCATION(
            Repair.TRUNCATION,
            "truncation",
            "Spark NLP cuts a sentence at 128 word pieces by default, the model at its own length.",
            new Example("a text of 600 words", "maxSentenceLength 128", "126 pieces", "510 pieces"),
            Remedy.setting("setMaxSentenceLength(512), or the length of the other side.")),
    /** A token of id 0 is masked. */
    ATTENTION_MASK(
            Repair.ATTENTION_MASK,
            "masked token",
            "Every token of id 0 is taken for padding and masked, which matters to vocabularies whose id 0 is a word.",
            new Example("the", "a vocabulary whose id 0 is `the`", "the (masked)", "the"),
            Remedy.none()),
    /** Spark NLP gives no class. */
    MISSING_CLASS(
            Repair.EMPTY_TEXT,
            "no class",
            "A text without tokens gets no class at all, while Hugging Face scores the special tokens.",
            new Example(" ", "", "", "[CLS] [SEP]"),
            Remedy.before("decide what an empty `class` column means")),
    /** Probabilities are made of logits in another way. */
    ACTIVATION(
            Repair.ACTIVATION,
            "activation and threshold",
            "With the sigmoid only classes above the threshold are given, several or none; and the softmax overflows.",
            new Example("good", "activation sigmoid", "no class, if none is above 0.5", "the most probable class"),
            Remedy.setting("setActivation(\"softmax\"), which is the default."));

    /**
     * A text that shows a cause.
     *
     * @param text the text
     * @param setting the setting of Spark NLP that it needs; empty for the default
     * @param sparkNlp the pieces that Spark NLP reads, without special tokens
     * @param huggingFace the pieces that Hugging Face reads, without special tokens
     */
    public record Example(String text, String setting, String sparkNlp, String huggingFace) {}

    private static final Map<Repair, DivergenceCause> BY_REPAIR = new EnumMap<>(Repair.class);

    static {
        for (DivergenceCause cause : values()) {
            BY_REPAIR.put(cause.repair, cause);
        }
    }

    private final Repair repair;
    private final String title;
    private final String explanation;
    private final Example example;
    private final Remedy remedy;

    DivergenceCause(Repair repair, String title, String explanation, Example example, Remedy remedy) {
        this.repair = repair;
        this.title = title;
        this.explanation = explanation;
        this.example = example;
        this.remedy = remedy;
    }

    /** The cause that a repair of the twin removes. */
    public static DivergenceCause of(Repair repair) {
        DivergenceCause cause = BY_REPAIR.get(repair);
        if (cause == null) {
            throw new IllegalArgumentException("No cause is known for the repair " + repair);
        }
        return cause;
    }

    /** The repair of the twin that removes this cause. */
    public Repair repair() {
        return repair;
    }

    /** The cause's title, a few words. */
    public String title() {
        return title;
    }

    /** A description of the cause, in a sentence or two. */
    public String explanation() {
        return explanation;
    }

    /** The smallest text that shows it. */
    public Example example() {
        return example;
    }

    /** The remedy for users of Spark NLP. */
    public Remedy remedy() {
        return remedy;
    }
}
