package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words in which code, comments and documentation are not written: see "Style" in CONTRIBUTING.md. */
class WordsTest {

    private static final Path ROOT = Path.of("..");
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
    private static final Pattern OURS = Pattern.compile(".*\\.(?:java|md|yaml|yml|js|html|css|sh)");
    private static final Pattern DIALECT = Pattern.compile(
            "\\b(?:tells?|told|whoever|who wants|have no word in|has no word in|put up with|hold no time)\\b",
            Pattern.CASE_INSENSITIVE);

    @Test
    void nothing_tells_and_nobody_is_told() throws IOException {
        // Given
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (OURS.matcher(name).matches() && !name.equals("WordsTest.java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });

        // When
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (DIALECT.matcher(lines.get(i)).find()) {
                    found.add(ROOT.relativize(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }

        // Then
        assertThat(files).hasSizeGreaterThan(500);
        assertThat(found).isEmpty();
    }
}
