package dev.parallax.job.endpoint.file;

import dev.parallax.job.config.RecordConfig;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextParser;
import dev.parallax.text.TextRecord;
import dev.parallax.text.file.FileFormat;
import dev.parallax.text.file.LineReader;
import dev.parallax.text.file.TabSeparated;
import dev.parallax.text.file.TabbedLine;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads lines of a file as texts. Immutable and safe for several threads. */
public final class LineParser implements Serializable {

    /** A line that names columns is short. */
    private static final int LONGEST_HEADER = 1_000;

    private final FileFormat format;
    private final TextParser parser;

    /**
     * @param format how lines are written, not {@link FileFormat#AUTO}
     * @param records field names and limits
     */
    public LineParser(FileFormat format, RecordConfig records) {
        if (format == FileFormat.AUTO) {
            throw new IllegalArgumentException("The format must be known before lines are read");
        }
        this.format = format;
        this.parser = records.parser(format == FileFormat.JSON ? RecordFormat.JSON : RecordFormat.TEXT);
    }

    /**
     * Whether a line holds no record: it is blank, or the first one that is not and names the columns.
     *
     * @param first whether no line before it held a record
     */
    public boolean skips(byte[] line, boolean first) {
        return LineReader.isBlank(line)
                || (first
                        && format.tabbed()
                        && line.length <= LONGEST_HEADER
                        && TabSeparated.isHeader(new String(line, StandardCharsets.UTF_8)));
    }

    /** Reads one line; never throws for what is in it. */
    public ParseResult parse(RawRecord line) {
        return switch (format) {
            case TEXT -> text(line, line, null);
            case TSV, TSV_ESCAPED -> tabSeparated(line);
            default -> parser.parse(line);
        };
    }

    private ParseResult tabSeparated(RawRecord line) {
        byte[] value = line.value() == null ? new byte[0] : line.value();
        Optional<TabbedLine> tabbed = TabbedLine.of(new String(value, StandardCharsets.ISO_8859_1));
        if (tabbed.isEmpty()) {
            return letter(Reason.MISSING_FIELD, "The line has no tab between a label and a text", line);
        }
        Optional<String> written = tabbed.get().text(format);
        if (written.isEmpty()) {
            return letter(
                    Reason.INVALID_FIELD, "A backslash in the text must be followed by one of \\, t, n and r", line);
        }
        byte[] text = written.get().getBytes(StandardCharsets.ISO_8859_1);
        byte[] name = tabbed.get().label().getBytes(StandardCharsets.ISO_8859_1);
        if (name.length == 0) {
            return text(line, with(line, text), null);
        }
        ParseResult label = parser.parse(with(line, name));
        if (label.deadLetter() != null) {
            DeadLetter letter = label.deadLetter();
            return letter(letter.reason(), "The label cannot be read: " + letter.detail(), line);
        }
        return text(
                line,
                with(line, text),
                label.text() == null ? null : label.text().text());
    }

    /** Reads {@code content} as a text that stands in {@code line}. */
    private ParseResult text(RawRecord line, RawRecord content, @Nullable String label) {
        ParseResult parsed = parser.parse(content);
        if (parsed.text() != null) {
            String id = Long.toString(line.offset());
            return new ParseResult(
                    new TextRecord(
                            id, parsed.text().text(), label, "", parsed.text().timestampMillis(), line),
                    null);
        }
        DeadLetter letter = parsed.deadLetter();
        return letter == null ? parsed : letter(letter.reason(), letter.detail(), line);
    }

    private static ParseResult letter(Reason reason, String detail, RawRecord line) {
        return new ParseResult(null, new DeadLetter(reason, detail, line));
    }

    private static RawRecord with(RawRecord line, byte[] value) {
        return new RawRecord(
                line.topic(),
                line.partition(),
                line.offset(),
                line.timestampMillis(),
                line.readMillis(),
                null,
                value,
                List.of());
    }
}
