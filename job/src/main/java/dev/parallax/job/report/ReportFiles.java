package dev.parallax.job.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;

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
     * @throws IOException if the name ends in none of .html, .htm and .json, or its folder cannot be written to
     */
    public static ReportFiles of(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        String name = String.valueOf(path.getFileName());
        int dot = Math.max(0, name.lastIndexOf('.'));
        String ending = name.substring(dot).toLowerCase(Locale.ROOT);
        if (!ending.equals(".html") && !ending.equals(".htm") && !ending.equals(JSON)) {
            throw new IOException("The report's name must end in .html or .json, and is " + name);
        }
        Path folder = path.getParent();
        if (folder == null || Files.isDirectory(path) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException(
                    "The report must be a file in a folder that can be written to, and " + file + " is none");
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
        write(html, page);
        write(json, numbers);
    }

    private static void write(String content, Path file) throws IOException {
        Path inWork = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".incomplete");
        try {
            Files.write(inWork, content.getBytes(StandardCharsets.UTF_8));
            Files.move(inWork, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(inWork);
        }
    }
}
