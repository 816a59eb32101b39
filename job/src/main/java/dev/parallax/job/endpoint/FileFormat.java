package dev.parallax.job.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How texts stand in a file, a line each. */
public enum FileFormat {
    /** A JSON object a line, with the same fields as in Kafka; blank lines are skipped. */
    JSON,
    /**
     * {@code label<TAB>text}, the label maybe empty; in the text {@code \t}, {@code \n}, {@code \r} and {@code \\} stand for
     * a tab, the two line breaks and a backslash. The line's number, from 0, is its id.
     */
    TSV,
    /** The text itself. The line's number, from 0, is its id. */
    TEXT,
    /** By the file's name, else by its first line that is not blank. */
    AUTO;

    /** Characters of a file that are looked at: enough for a first line. */
    private static final int PROBE_CHARACTERS = 65_536;

    /**
     * This format, or what {@link #AUTO} makes of a file: {@code .jsonl}, {@code .ndjson}, {@code .json} and {@code .tsv}
     * say it by name; otherwise a first line with a brace at its start is JSON, one with a tab TSV.
     *
     * @throws UncheckedIOException if the file has to be read and cannot be
     */
    FileFormat resolve(Path file) {
        if (this != AUTO) {
            return this;
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return JSON;
        }
        if (name.endsWith(".tsv")) {
            return TSV;
        }
        String line = firstLine(file);
        if (line.stripLeading().startsWith("{")) {
            return JSON;
        }
        return line.indexOf('\t') >= 0 ? TSV : TEXT;
    }

    private static String firstLine(Path file) {
        char[] start = new char[PROBE_CHARACTERS];
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int length = Math.max(reader.read(start), 0);
            return new String(start, 0, length)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        }
    }
}
