package dev.parallax.text.file;

import java.util.Optional;

/**
 * A line {@code label<TAB>text}, divided at its first tab. It may be a string, or bytes of UTF-8 as a string of
 * ISO-8859-1: a tab and a backslash are one byte in both, and never part of another character.
 *
 * @param label what stands before the tab, maybe empty
 * @param written what stands behind it, with the escapes of {@link FileFormat#TSV_ESCAPED} as they are written
 */
public record TabbedLine(String label, String written) {

    /** The two parts of a line; empty where it has no tab. */
    public static Optional<TabbedLine> of(String line) {
        int tab = line.indexOf('\t');
        return tab < 0
                ? Optional.empty()
                : Optional.of(new TabbedLine(line.substring(0, tab), line.substring(tab + 1)));
    }

    /**
     * The text.
     *
     * @param format {@link FileFormat#TSV} or {@link FileFormat#TSV_ESCAPED}
     * @return empty where a backslash stands before another character than {@code \}, {@code t}, {@code n} and
     *     {@code r}, and escapes are meant
     */
    public Optional<String> text(FileFormat format) {
        return format == FileFormat.TSV_ESCAPED ? TabSeparated.unescaped(written) : Optional.of(written);
    }
}
