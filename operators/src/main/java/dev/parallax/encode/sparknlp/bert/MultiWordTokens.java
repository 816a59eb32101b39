package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.sparknlp.stage.HuggingFaceCharacters;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Kinds of rule tokens of several words: {@code e-mail} is hyphenated, {@code isn't} a contraction, {@code $100} begins
 * with a symbol. Spark NLP keeps only the first word of such a token. Every such token is of exactly one kind, the
 * first that matches. Curly apostrophes count as straight ones.
 */
public final class MultiWordTokens {

    /** The repairs that keep all words of a token, one for each kind of token. */
    public static final Set<Repair> KINDS =
            Collections.unmodifiableSet(EnumSet.range(Repair.KEEP_IDEOGRAPHS, Repair.KEEP_OTHER));

    private static final String WORD_CHARACTER = "[\\p{L}\\p{M}\\p{N}]";

    /** A top-level domain, followed by the end or by a character that can follow a domain. */
    private static final String TOP_LEVEL =
            "\\.(?:com|org|net|edu|gov|io|co|uk|de|fr|es|info|ai|app|dev)(?=[/:?#.,)]|\\z)";

    // Quantifiers are possessive, except on single characters: matching takes little time and no stack.
    private static final Pattern URL =
            Pattern.compile("(?i)^\\p{Punct}*+(?:[a-z]++://|mailto:|www\\.).*+", Pattern.DOTALL);
    private static final Pattern EMAIL = Pattern.compile("[^@]*" + WORD_CHARACTER + "@[\\p{L}\\p{N}-]++\\.[^@]*+");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?i)\\p{Punct}*+[\\p{L}\\p{N}-]++(?:(?!" + TOP_LEVEL + ")\\.[\\p{L}\\p{N}-]++)*+" + TOP_LEVEL + ".*+",
            Pattern.DOTALL);
    private static final Pattern NUMBER =
            Pattern.compile("\\p{N}++(?:[.,:/'\u2019\u2010-\u2014\\-]\\p{N}++)++[\\p{L}%]{0,3}+");
    private static final Pattern CONTRACTION = Pattern.compile("[\\p{L}\\p{M}\\p{N}]++(?:'[\\p{L}\\p{M}\\p{N}]++)++");
    private static final Pattern ABBREVIATION =
            Pattern.compile("\\p{L}\\p{M}*+\\p{L}?+\\p{M}*+(?:\\.\\p{L}\\p{M}*+\\p{L}?+\\p{M}*+)++\\.?+");
    private static final Pattern HYPHENATED =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}']++(?:[\\-\u2010\u2011\u2012\u2013]++[\\p{L}\\p{M}\\p{N}']++)++");
    private static final Pattern ALTERNATIVES =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}'\\-]++(?:[/&|][\\p{L}\\p{M}\\p{N}'\\-]++)++");
    private static final Pattern UNSPACED = Pattern.compile("(?:[\\p{L}\\p{M}\\p{N}'\\-%]|[.,"
            + ";:!?\"()\u2026\u2014\u2015\u201c\u201d\u00ab\u00bb\u3001\u3002\uff01\uff0c\uff1f])++");
    private static final Pattern PATH = Pattern.compile("(?:[~.]{0,2}+/|\\p{L}:\\\\).*+", Pattern.DOTALL);

    private MultiWordTokens() {}

    /** The kind of a rule token, as the repair that keeps all its words. */
    public static Repair kind(String ruleToken) {
        String token = ruleToken.replace('\u2019', '\'').replace('\u2018', '\'').replace('\u02bc', '\'');
        int first = token.codePointAt(0);
        if (token.codePoints().anyMatch(HuggingFaceCharacters::isIdeograph)) {
            return Repair.KEEP_IDEOGRAPHS;
        }
        if (token.codePoints().noneMatch(MultiWordTokens::isWordCharacter)) {
            return Repair.KEEP_SYMBOL_RUNS;
        }
        if (isUrl(token)) {
            return Repair.KEEP_URLS;
        }
        if (NUMBER.matcher(token).matches()) {
            return Repair.KEEP_NUMBERS;
        }
        if (PATH.matcher(token).matches()) {
            return Repair.KEEP_OTHER;
        }
        if (!isWordCharacter(first)) {
            return Repair.KEEP_AFTER_LEADING_SYMBOL;
        }
        if (hasSymbolsAtItsEndOnly(token)) {
            return Repair.KEEP_TRAILING_SYMBOLS;
        }
        if (CONTRACTION.matcher(token).matches()) {
            return Repair.KEEP_CONTRACTIONS;
        }
        if (ABBREVIATION.matcher(token).matches()) {
            return Repair.KEEP_ABBREVIATIONS;
        }
        if (HYPHENATED.matcher(token).matches()) {
            return Repair.KEEP_HYPHENATED;
        }
        if (ALTERNATIVES.matcher(token).matches()) {
            return Repair.KEEP_ALTERNATIVES;
        }
        boolean plain = token.indexOf('(') < 0 && token.indexOf(')') < 0;
        return plain && UNSPACED.matcher(token).matches() ? Repair.KEEP_UNSPACED_WORDS : Repair.KEEP_OTHER;
    }

    private static boolean isUrl(String token) {
        return URL.matcher(token).matches()
                || (token.indexOf('@') > 0 && EMAIL.matcher(token).matches())
                || (token.indexOf('.') > 0 && DOMAIN.matcher(token).matches());
    }

    private static boolean hasSymbolsAtItsEndOnly(String token) {
        boolean symbols = false;
        for (int i = 0; i < token.length(); i += Character.charCount(token.codePointAt(i))) {
            boolean word = isWordCharacter(token.codePointAt(i));
            if (word && symbols) {
                return false;
            }
            symbols |= !word;
        }
        return symbols;
    }

    private static boolean isWordCharacter(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> Character.isLetterOrDigit(c);
        };
    }
}
