package dev.parallax.text.file;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Signs that rows {@code label<TAB>text} are written in another way than plain TSV, detected in the first rows of a
 * file.
 *
 * @param quoted whether a text is quoted like a CSV cell: quotation marks are doubled, or not closed on the same line
 * @param escaped whether a backslash precedes a character that forms an escape
 * @param swapped whether the first column is different in nearly every row and the second has few values, as if the
 *     columns were swapped
 */
record TsvRows(boolean quoted, boolean escaped, boolean swapped) {

    private static final int FEWEST_ROWS = 20;

    static TsvRows of(List<String> rows) {
        boolean quoted = false;
        boolean escaped = false;
        Set<String> labels = new HashSet<>();
        Set<String> texts = new HashSet<>();
        for (String row : rows) {
            int tab = row.indexOf('\t');
            String text = row.substring(tab + 1);
            labels.add(tab < 0 ? "" : row.substring(0, tab));
            texts.add(text);
            quoted |= isQuoted(text.strip());
            escaped |= isEscaped(text);
        }
        boolean swapped = rows.size() >= FEWEST_ROWS
                && labels.size() * 10L > rows.size() * 9L
                && texts.size() * 5L <= rows.size();
        return new TsvRows(quoted, escaped, swapped);
    }

    private static boolean isQuoted(String text) {
        if (!text.startsWith("\"")) {
            return false;
        }
        long marks = text.chars().filter(c -> c == '"').count();
        return marks % 2 == 1 || (text.length() > 2 && text.endsWith("\"") && text.indexOf("\"\"", 1) > 0);
    }

    private static boolean isEscaped(String text) {
        for (int at = text.indexOf('\\'); at >= 0 && at + 1 < text.length(); at = text.indexOf('\\', at + 1)) {
            if ("\\tnr".indexOf(text.charAt(at + 1)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
