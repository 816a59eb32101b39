package dev.parallax.job.report;

import dev.parallax.job.files.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a report goes: a page and, beside it, the numbers in JSON.
 *
 * @param page the page
 * @param numbers the numbers
 */
public record ReportFiles(Path page, Path numbers) {

    private static final String JSON = ".json";

    /**
     * The files of a report.
     *
     * @param file name of either; the other has the same name with the other ending
     * @throws IOException if the name ends in none of .html, .htm and .json
     */
    public static ReportFiles of(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        String name = String.valueOf(path.getFileName());
        int dot = Math.max(0, name.lastIndexOf('.'));
        String ending = name.substring(dot).toLowerCase(Locale.ROOT);
        if (!ending.equals(".html") && !ending.equals(".htm") && !ending.equals(JSON)) {
            throw new IOException("--report: the file's name must end in .html or .json, and is " + name);
        }
        String stem = name.substring(0, dot);
        return ending.equals(JSON)
                ? new ReportFiles(path.resolveSibling(stem + ".html"), path)
                : new ReportFiles(path, path.resolveSibling(stem + JSON));
    }

    /** The folder of both. */
    public Path folder() {
        Path folder = page.getParent();
        return folder == null ? page.toAbsolutePath().getRoot() : folder;
    }

    /** Writes both; each is complete or as it was before. */
    void write(String html, String json) throws IOException {
        OutputFile.write(page, html);
        OutputFile.write(numbers, json);
    }
}
