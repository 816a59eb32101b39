package dev.parallax.text.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules of lines {@code label<TAB>text}. */
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
     * The text that an escaped one stands for; empty where a backslash stands before another character than {@code \},
     * {@code t}, {@code n} and {@code r}.
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

    /** Whether a first line names the columns label and text, in this order, and so holds no record. */
    public static boolean isHeader(String line) {
        List<String> names = names(line, "\t");
        return names.size() == 2 && LABELS.contains(names.get(0)) && TEXTS.contains(names.get(1));
    }

    /** Whether a first line names the columns label and prediction, in this order, and so holds no record. */
    public static boolean isPairHeader(String line) {
        List<String> names = names(line, "\t");
        return names.size() == 2 && LABELS.contains(names.get(0)) && PREDICTIONS.contains(names.get(1));
    }

    /**
     * The names of the columns of a first line that names two or more, and only such as columns usually have, one of
     * them a text's or a prediction's.
     *
     * @param separator what stands between them
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
