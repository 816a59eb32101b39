package dev.parallax.text.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parsing rules for lines {@code label<TAB>text}. */
public final class TabSeparated {

    private static final String ESCAPES = "\\tnr";
    private static final String ESCAPED = "\\\t\n\r";

    private static final Set<String> LABELS = Set.of(
            "label", "labels", "class", "category", "target", "sentiment", "intent", "true", "truth", "y", "y_true");
    private static final Set<String> TEXTS = Set.of(
            "text",
            "texts",
            "sentence",
            "content",
            "review",
            "message",
            "comment",
            "body",
            "tweet",
            "utterance",
            "document",
            "query",
            "title");
    private static final Set<String> PREDICTIONS = Set.of("prediction", "predictions", "predicted", "pred", "y_pred");
    private static final Set<String> OTHERS =
            Set.of("id", "ids", "idx", "index", "timestamp", "date", "score", "split");

    private TabSeparated() {}

    /**
     * Decodes the escapes of a text; empty if a backslash is followed by another character than {@code \}, {@code t},
     * {@code n} or {@code r}.
     */
    public static Optional<String> unescaped(String escaped) {
        int at = escaped.indexOf('\\');
        if (at < 0) {
            return Optional.of(escaped);
        }
        StringBuilder text = new StringBuilder(escaped.length()).append(escaped, 0, at);
        while (at < escaped.length()) {
            char c = escaped.charAt(at++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            int code = at < escaped.length() ? ESCAPES.indexOf(escaped.charAt(at++)) : -1;
            if (code < 0) {
                return Optional.empty();
            }
            text.append(ESCAPED.charAt(code));
        }
        return Optional.of(text.toString());
    }

    /** Whether the first line is a header with the columns label and text, in this order. */
    public static boolean isHeader(String line) {
        List<String> names = names(line, "\t");
        return names.size() == 2 && LABELS.contains(names.get(0)) && TEXTS.contains(names.get(1));
    }

    /** Whether the first line is a header with the columns label and prediction, in this order. */
    public static boolean isPairHeader(String line) {
        List<String> names = names(line, "\t");
        return names.size() == 2 && LABELS.contains(names.get(0)) && PREDICTIONS.contains(names.get(1));
    }

    /**
     * The column names of a header: two or more names that columns usually have, one of them that of a text or a
     * prediction; empty if the line is no header.
     *
     * @param separator separator of the columns
     */
    static Optional<List<String>> columns(String line, String separator) {
        List<String> names = names(line, separator);
        boolean known = names.stream()
                .allMatch(name -> LABELS.contains(name)
                        || TEXTS.contains(name)
                        || PREDICTIONS.contains(name)
                        || OTHERS.contains(name));
        boolean texts = names.stream().anyMatch(name -> TEXTS.contains(name) || PREDICTIONS.contains(name));
        return names.size() >= 2 && known && texts ? Optional.of(names) : Optional.empty();
    }

    private static List<String> names(String line, String separator) {
        return Arrays.stream(line.split(separator, -1))
                .map(String::strip)
                .map(name -> name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
                        ? name.substring(1, name.length() - 1)
                        : name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }
}
