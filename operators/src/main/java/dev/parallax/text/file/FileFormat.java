package dev.parallax.text.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How records stand in a file, a line each. Blank lines hold no record. */
public enum FileFormat {
    /** A JSON object a line. */
    JSON,
    /**
     * {@code label<TAB>text}, the label maybe empty. The text is all that stands behind the first tab: quotation marks
     * and backslashes are characters of it.
     */
    TSV,
    /**
     * As {@link #TSV}, and in the text {@code \t}, {@code \n}, {@code \r} and {@code \\} stand for a tab, the two line
     * breaks and a backslash.
     */
    TSV_ESCAPED,
    /** The text itself. */
    TEXT,
    /** By the file's name, else by its first line that is not blank: see {@link InputFile}. */
    AUTO;

    /**
     * The format of a name as people write it.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static FileFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(FileFormat::toString).collect(Collectors.joining(", "))
                        + ", and found '" + name + "'"));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a line has a label and a tab before its text. */
    public boolean tabbed() {
        return this == TSV || this == TSV_ESCAPED;
    }
}
