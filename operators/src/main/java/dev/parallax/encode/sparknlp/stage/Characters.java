package dev.parallax.encode.sparknlp.stage;

/**
 * Character classes of Java's regular expressions without flags, as Spark NLP's rules use them: ASCII only. Any integer
 * is allowed; one that is not a character is in no class.
 */
public final class Characters {

    private Characters() {}

    /** {@code \s}. */
    public static boolean isSpace(int unit) {
        return unit == ' ' || (unit >= '\t' && unit <= '\r');
    }

    /** {@code \d}. */
    public static boolean isDigit(int unit) {
        return unit >= '0' && unit <= '9';
    }

    /** {@code [a-z]}. */
    public static boolean isLower(int unit) {
        return unit >= 'a' && unit <= 'z';
    }

    /** {@code [A-Z]}. */
    public static boolean isUpper(int unit) {
        return unit >= 'A' && unit <= 'Z';
    }

    /** {@code [a-zA-Z]}. */
    public static boolean isLetter(int unit) {
        return isLower(unit) || isUpper(unit);
    }

    /** {@code \w}. */
    public static boolean isWord(int unit) {
        return isLetter(unit) || isDigit(unit) || unit == '_';
    }

    /** Whether the unit is a line terminator, which {@code .} does not match. */
    public static boolean isLineTerminator(int unit) {
        return unit == '\n' || unit == '\r' || unit == 0x85 || unit == 0x2028 || unit == 0x2029;
    }

    /** Converts an ASCII letter to lower case; any other unit is returned unchanged. */
    public static int lower(int unit) {
        return isUpper(unit) ? unit + ('a' - 'A') : unit;
    }
}
