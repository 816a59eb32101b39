package dev.parallax.job.report.code;

/** Names for characters that a page would not show. */
public final class VisibleCharacters {

    private VisibleCharacters() {}

    /**
     * Whether a code point shows nothing, or changes how others are shown: control and format characters (directions
     * among them), private-use and unassigned ones, halves of pairs, and all spaces but the one of the keyboard.
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

    /** What is shown in its place. */
    public static String name(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("U+%04X", codePoint);
        };
    }
}
