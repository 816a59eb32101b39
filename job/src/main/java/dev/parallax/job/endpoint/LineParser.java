package dev.parallax.job.endpoint;

import dev.parallax.job.config.RecordConfig;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.Parsed;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextParser;
import dev.parallax.text.TextRecord;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines of a file as texts. Immutable and safe for several threads. */
final class LineParser implements Serializable {

    private static final String ESCAPES = "\\tnr";
    private static final String ESCAPED = "\\\t\n\r";

    private final FileFormat format;
    private final TextParser parser;

    /**
     * @param format how lines are written, not {@link FileFormat#AUTO}
     * @param records field names and limits
     */
    LineParser(FileFormat format, RecordConfig records) {
        if (format == FileFormat.AUTO) {
            throw new IllegalArgumentException("The format must be known before lines are read");
        }
        this.format = format;
        this.parser = records.parser(format == FileFormat.JSON ? TextParser.Format.JSON : TextParser.Format.TEXT);
    }

    /** Whether a line holds no record. */
    boolean skips(byte[] line) {
        return format == FileFormat.JSON && new String(line, StandardCharsets.ISO_8859_1).isBlank();
    }

    /** Reads one line; never throws for what is in it. */
    Parsed parse(RawRecord line) {
        return switch (format) {
            case TEXT -> text(line, line, null);
            case TSV -> tabSeparated(line);
            default -> parser.parse(line);
        };
    }

    private Parsed tabSeparated(RawRecord line) {
        byte[] value = line.value() == null ? new byte[0] : line.value();
        int tab = 0;
        while (tab < value.length && value[tab] != '\t') {
            tab++;
        }
        if (tab == value.length) {
            return letter(Reason.MISSING_FIELD, "The line has no tab between a label and a text", line);
        }
        byte[] text = unescaped(value, tab + 1);
        if (text == null) {
            return letter(
                    Reason.INVALID_FIELD, "A backslash in the text must be followed by one of \\, t, n and r", line);
        }
        if (tab == 0) {
            return text(line, with(line, text), null);
        }
        Parsed label = parser.parse(with(line, Arrays.copyOf(value, tab)));
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
    private Parsed text(RawRecord line, RawRecord content, @Nullable String label) {
        Parsed parsed = parser.parse(content);
        if (parsed.text() != null) {
            String id = Long.toString(line.offset());
            return new Parsed(new TextRecord(id, parsed.text().text(), label, "", line.timestampMillis(), line), null);
        }
        DeadLetter letter = parsed.deadLetter();
        return letter == null ? parsed : letter(letter.reason(), letter.detail(), line);
    }

    private static Parsed letter(Reason reason, String detail, RawRecord line) {
        return new Parsed(null, new DeadLetter(reason, detail, line));
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

    /** A backslash is one byte in UTF-8 and never part of another character. */
    private static byte @Nullable [] unescaped(byte[] value, int from) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(value.length - from);
        boolean escaped = false;
        for (int i = from; i < value.length; i++) {
            byte b = value[i];
            if (!escaped) {
                escaped = b == '\\';
                if (!escaped) {
                    text.write(b);
                }
                continue;
            }
            int character = ESCAPES.indexOf(b);
            if (character < 0) {
                return null;
            }
            text.write(ESCAPED.charAt(character));
            escaped = false;
        }
        return escaped ? null : text.toByteArray();
    }
}
