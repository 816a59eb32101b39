package dev.parallax.text.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The format of a file with one record a line. Blank lines are skipped. */
public enum FileFormat {
    /** A JSON object a line. */
    JSON,
    /**
     * {@code label<TAB>text}, where the label may be empty. The text is everything after the first tab; quotation marks
     * and backslashes have no special meaning.
     */
    TSV,
    /**
     * As {@link #TSV}, with {@code \t}, {@code \n}, {@code \r} and {@code \\} in the text as escapes of tab, line feed,
     * carriage return and backslash.
     */
    TSV_ESCAPED,
    /** Plain text. */
    TEXT,
    /** Detected from the file's name, else from its first line that is not blank: see {@link InputFile}. */
    AUTO;

    /**
     * Parses the name of a format, in any case.
     *
     * @throws IllegalArgumentException if no format has this name
     */
    public static FileFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(FileFormat::toString).collect(Collectors.joining(", "))
                        + ", and found '" + name + "'"));
    }

    /** The name in options and messages. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a line has a label and a tab before its text. */
    public boolean tabbed() {
        return this == TSV || this == TSV_ESCAPED;
    }
}
