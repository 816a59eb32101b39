package dev.parallax.encode.sparknlp.document;

import dev.parallax.encode.sparknlp.stage.Characters;

/**
 * Cleans a text as a {@link CleanupMode} requires. Written by hand because the regular expressions of Spark NLP's
 * {@code DocumentAssembler} backtrack over runs of escaped carriage returns. Immutable.
 *
 * <p>White space is {@code \s} of Java: space, tab, line feed, vertical tab, form feed, carriage return. Trimming is
 * {@link String#trim()}.
 */
final class Cleanup {

    private static final String RETURN = "\\r";
    private static final String LINE = "\\n";
    private static final String TAB = "\\t";

    private final CleanupMode mode;

    Cleanup(CleanupMode mode) {
        this.mode = mode;
    }

    String clean(String text) {
        return switch (mode) {
            case DISABLED -> text;
            case INPLACE, INPLACE_FULL, EACH, EACH_FULL -> replace(text, " ");
            case SHRINK, SHRINK_FULL -> replace(text.trim(), " ");
            case DELETE_FULL -> replace(text.trim(), "");
        };
    }

    private String replace(String text, String replacement) {
        StringBuilder cleaned = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = matchEnd(text, at);
            if (end > at) {
                cleaned.append(replacement);
                at = end;
            } else {
                int next = afterReturns(text, at);
                cleaned.append(text, at, next);
                at = next;
            }
        }
        return cleaned.toString();
    }

    /**
     * The next offset at which a match can start: carriage returns without a following line end do not match from any
     * of them.
     */
    private int afterReturns(String text, int at) {
        return mode == CleanupMode.SHRINK_FULL ? Math.max(runEnd(text, at, RETURN), at + 1) : at + 1;
    }

    /** End of the match at an offset; the offset itself if there is none. */
    private int matchEnd(String text, int at) {
        boolean space = Characters.isSpace(text.charAt(at));
        return switch (mode) {
            case DISABLED -> at;
            case INPLACE -> space ? at + 1 : at;
            case INPLACE_FULL -> space ? at + 1 : writtenEnd(text, at);
            case SHRINK -> spaceEnd(text, at);
            case SHRINK_FULL -> space ? spaceEnd(text, at) : writtenRunEnd(text, at);
            case EACH -> space && isLineOrTab(text, at + 1) ? at + 2 : at;
            case EACH_FULL -> space ? pairEnd(text, at) : at;
            case DELETE_FULL -> writtenEnd(text, at);
        };
    }

    private static int pairEnd(String text, int at) {
        if (isLineOrTab(text, at + 1)) {
            return at + 2;
        }
        int end = writtenEnd(text, at + 1);
        return end > at + 1 ? end : at;
    }

    /** End of an escaped line end or tab (backslash and letter). */
    private static int writtenEnd(String text, int at) {
        int line = text.startsWith(RETURN, at) ? at + RETURN.length() : at;
        if (text.startsWith(LINE, line)) {
            return line + LINE.length();
        }
        return text.startsWith(TAB, at) ? at + TAB.length() : at;
    }

    /** End of a run of escaped line ends, or of escaped tabs. */
    private static int writtenRunEnd(String text, int at) {
        int lines = runEnd(text, at, RETURN);
        int end = runEnd(text, lines, LINE);
        return end > lines ? end : runEnd(text, at, TAB);
    }

    private static int runEnd(String text, int at, String item) {
        int end = at;
        while (text.startsWith(item, end)) {
            end += item.length();
        }
        return end;
    }

    private static int spaceEnd(String text, int at) {
        int end = at;
        while (end < text.length() && Characters.isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLineOrTab(String text, int at) {
        return at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\t');
    }
}
