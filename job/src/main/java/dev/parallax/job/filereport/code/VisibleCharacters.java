package dev.parallax.job.filereport.code;

/** Finds invisible characters and returns visible names for them. */
public final class VisibleCharacters {

    private VisibleCharacters() {}

    /**
     * Whether a code point is invisible or changes how others are displayed: control and format characters (including
     * bidirectional ones), private-use and unassigned ones, unpaired surrogates, and all spaces except U+0020.
     */
    public static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> false;
        };
    }

    /** The visible name of a code point. */
    public static String name(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("U+%04X", codePoint);
        };
    }
}
