package dev.parallax.text.file;

import dev.parallax.text.ByteSignature;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * An input file whose first lines were inspected: its detected format, and warnings about what is probably a mistake.
 *
 * @param path path of the file
 * @param format format of its lines, never {@link FileFormat#AUTO}
 * @param notices warnings for the user; the file can be read all the same
 */
public record InputFile(Path path, FileFormat format, List<String> notices) {

    /** Number of decompressed bytes that are inspected. */
    private static final int PROBE_BYTES = 65_536;

    /** Extensions of compressed files that Flink or users would decompress. */
    private static final List<String> OTHER_COMPRESSIONS =
            List.of(".bz2", ".xz", ".zst", ".deflate", ".lz4", ".snappy", ".zip", ".7z");

    private static final String EXPECTED = "expected JSON lines, label<TAB>text, or lines of text";

    /** Copies the notices. */
    public InputFile {
        notices = List.copyOf(notices);
    }

    /**
     * Inspects a file.
     *
     * <p>{@link FileFormat#AUTO} is decided by the name without {@code .gz}: {@code .jsonl}, {@code .ndjson} and
     * {@code .json} are JSON, {@code .tsv} is TSV. Otherwise the first line that is not blank decides: with a brace at
     * its start it is JSON, with a tab TSV, else text.
     *
     * @param asked the configured format
     * @throws IOException if it cannot be read or cannot be right: CSV, other columns than label and text, or data that
     *     is clearly not text
     */
    public static InputFile of(Path path, FileFormat asked) throws IOException {
        return of(path, asked, firstLines(path));
    }

    /**
     * As {@link #of(Path, FileFormat)}, for a file whose first lines were already read.
     *
     * @param lines its first lines that are not blank
     */
    public static InputFile of(Path path, FileFormat asked, List<String> lines) throws IOException {
        String first = lines.isEmpty() ? "" : lines.get(0);
        FileFormat format = asked == FileFormat.AUTO ? detected(path, first) : asked;
        List<String> notices = switch (format) {
            case JSON -> jsonNotices(path, first);
            case TSV, TSV_ESCAPED -> {
                requireColumns(path, first);
                yield tsvNotices(path, format, lines);
            }
            default -> List.of();
        };
        return new InputFile(path, format, notices);
    }

    /**
     * Opens a file without decompressing it. A pipe can be opened only once.
     *
     * @throws IOException if it cannot be opened, with what was found at the path
     */
    static InputStream bytes(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + " must be a file that can be read, and is a folder");
        }
        String name = name(path);
        Optional<String> packed =
                OTHER_COMPRESSIONS.stream().filter(name::endsWith).findFirst();
        if (packed.isPresent()) {
            throw new IOException(
                    path + " must have lines in UTF-8, plain or compressed with gzip, and is named " + packed.get());
        }
        if (Files.notExists(path)) {
            throw new IOException(path + " must be a file that can be read, and there is none");
        }
        requireGzip(path, name);
        // Not a channel's stream, which asks for the position, and a pipe has none.
        return new FileInputStream(path.toFile());
    }

    /**
     * Rejects a file named {@code .gz} that is not gzip: Flink decompresses by the name, before the content can be
     * inspected.
     */
    private static void requireGzip(Path path, String name) throws IOException {
        if (!packed(name) || !Files.isRegularFile(path)) {
            return;
        }
        try (InputStream bytes = Files.newInputStream(path)) {
            byte[] start = bytes.readNBytes(2);
            if (start.length > 0 && !ByteSignature.isGzip(start)) {
                throw new IOException(path + " has the extension of gzip, and is not gzip");
            }
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }

    private static boolean packed(String name) {
        return name.endsWith(".gz") || name.endsWith(".gzip");
    }

    private static FileFormat detected(Path path, String first) throws IOException {
        String name = name(path);
        if (packed(name)) {
            name = name.substring(0, name.lastIndexOf('.'));
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return FileFormat.JSON;
        }
        if (name.endsWith(".tsv")) {
            return FileFormat.TSV;
        }
        Optional<List<String>> csv = TabSeparated.columns(first, "[,;]");
        if (name.endsWith(".csv") || csv.isPresent()) {
            throw new IOException(path + (name.endsWith(".csv") ? " is CSV" : " begins with a CSV header")
                    + "; CSV is not supported, since a cell may have several lines: " + EXPECTED);
        }
        if (first.stripLeading().startsWith("{")) {
            return FileFormat.JSON;
        }
        return first.indexOf('\t') >= 0 ? FileFormat.TSV : FileFormat.TEXT;
    }

    private static List<String> jsonNotices(Path path, String first) {
        String start = first.strip();
        if (start.startsWith("[")) {
            return List.of(path + " begins with [: expected one JSON object a line, as `jq -c '.[]'` writes them");
        }
        return start.equals("{")
                ? List.of(path
                        + " begins with a line that is { alone: expected one whole JSON object a line, as `jq -c .`"
                        + " writes them")
                : List.of();
    }

    private static void requireColumns(Path path, String first) throws IOException {
        Optional<List<String>> columns = TabSeparated.columns(first, "\t");
        if (columns.isPresent() && !TabSeparated.isHeader(first)) {
            throw new IOException(path + " has the columns " + String.join(", ", columns.get())
                    + ", by its first line: expected label<TAB>text");
        }
    }

    private static List<String> tsvNotices(Path path, FileFormat format, List<String> lines) {
        List<String> notices = new ArrayList<>();
        List<String> rows = lines;
        if (!lines.isEmpty() && TabSeparated.isHeader(lines.get(0))) {
            notices.add(path + " begins with a header, which is skipped");
            rows = lines.subList(1, lines.size());
        }
        TsvRows seen = TsvRows.of(rows);
        if (seen.quoted()) {
            notices.add(path + " has texts in quotation marks as in CSV: here they are part of the text");
        }
        if (format == FileFormat.TSV && seen.escaped()) {
            notices.add(path + " has backslashes before t, n, r or a backslash, which have no special meaning here: "
                    + "the format "
                    + FileFormat.TSV_ESCAPED + " reads them as tabs and line breaks");
        }
        if (seen.swapped()) {
            notices.add(path + " has nearly as many labels as lines, and few texts: expected label<TAB>text, is it"
                    + " text<TAB>label?");
        }
        return notices;
    }

    /** The complete, non-blank lines at the start of the file; malformed UTF-8 is replaced. */
    private static List<String> firstLines(Path path) throws IOException {
        byte[] start;
        boolean whole;
        try (InputStream bytes = LineReader.unpacked(bytes(path), path.toString())) {
            start = bytes.readNBytes(PROBE_BYTES);
            whole = bytes.read() < 0;
        } catch (EOFException | ZipException e) {
            throw LineReader.unreadable(path.toString(), e);
        }
        List<String> lines = new ArrayList<>(
                new String(start, StandardCharsets.UTF_8).lines().toList());
        if (!whole && lines.size() > 1) {
            lines.remove(lines.size() - 1);
        }
        lines.removeIf(String::isBlank);
        return lines;
    }
}
