package dev.parallax.job.filereport;

import dev.parallax.job.files.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The output files of a report: an HTML page and the numbers as JSON.
 *
 * @param page path of the page
 * @param numbers path of the JSON file
 */
public record ReportFiles(Path page, Path numbers) {

    private static final String JSON = ".json";

    /**
     * Derives both paths from one.
     *
     * @param file path of either file; the other has the same name with the other extension
     * @throws IOException if the extension is not .html, .htm or .json
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

    /** The folder of both files. */
    public Path folder() {
        Path folder = page.getParent();
        return folder == null ? page.toAbsolutePath().getRoot() : folder;
    }

    /** Writes both files, each atomically. */
    void write(String html, String json) throws IOException {
        OutputFile.write(page, html);
        OutputFile.write(numbers, json);
    }
}
