package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that lists of the guide are complete: pages, commands, packages, and files that the recipes name. */
class GuideTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGES = Path.of("docs");
    private static final Path DEPLOYMENT = ROOT.resolve("deploy");
    private static final int COLUMNS = 120;
    private static final String BEGIN = "<!-- packages -->";
    private static final String END = "<!-- /packages -->";
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("`([\\w./-]+/[\\w.-]+\\.(?:java|md|json|js|ya?ml))`");

    static List<Path> pages() throws IOException {
        return pages(PAGES);
    }

    /**
     * Pages that begin with an example: the guide's, those of deployment, and the entrances to both and to the images.
     */
    static List<Path> pagesWithExamples() throws IOException {
        List<Path> pages = new ArrayList<>(pages());
        pages.addAll(pages(DEPLOYMENT.resolve("docs")));
        pages.addAll(List.of(
                Path.of("README.md"),
                DEPLOYMENT.resolve("README.md"),
                ROOT.resolve("docker/README.md"),
                ROOT.resolve("operators/README.md")));
        return pages;
    }

    private static List<Path> pages(Path folder) throws IOException {
        try (Stream<Path> pages = Files.list(folder)) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_page_is_linked_from_the_guide() throws IOException {
        String guide = Files.readString(Path.of("README.md"));
        assertThat(pages())
                .hasSizeGreaterThan(15)
                .allSatisfy(page -> assertThat(guide).contains("](docs/" + page.getFileName() + ")"));
    }

    @Test
    void every_page_of_deployment_is_linked_from_its_entrance() throws IOException {
        String entrance = Files.readString(DEPLOYMENT.resolve("README.md"));
        assertThat(pages(DEPLOYMENT.resolve("docs")))
                .hasSizeGreaterThan(5)
                .allSatisfy(page -> assertThat(entrance).contains("](docs/" + page.getFileName() + ")"));
    }

    @Test
    void every_command_has_a_row_and_every_row_a_command() throws IOException {
        // Given
        Set<String> rows = found(Pattern.compile("(?m)^\\| `([a-z-]+)[ `]"), Files.readString(Path.of("README.md")));
        // Then
        assertThat(rows).isEqualTo(Main.commandLine().getSubcommands().keySet());
    }

    @ParameterizedTest
    @MethodSource("pagesWithExamples")
    void a_page_begins_with_an_example_before_its_first_table_and_section(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        assertThat(lines.get(0)).startsWith("# ");
        assertThat(lines.get(2)).startsWith("    ");
        int table = first("|", lines);
        assertThat(table).as("the first table").isPositive();
        assertThat(lines.subList(2, table).stream().filter(line -> line.startsWith("#")))
                .as("sections before the first table")
                .isEmpty();
    }

    static List<Path> wrappedPages() throws IOException {
        List<Path> pages = pagesWithExamples();
        pages.addAll(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        return pages;
    }

    @ParameterizedTest
    @MethodSource("wrappedPages")
    void lines_outside_of_tables_and_examples_are_wrapped(Path page) throws IOException {
        assertThat(Files.readAllLines(page).stream()
                        .filter(line -> line.length() > COLUMNS)
                        .filter(line -> !line.startsWith("|") && !line.startsWith("    ")))
                .isEmpty();
    }

    private static int first(String beginning, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(beginning)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void the_table_of_packages_has_the_first_sentence_of_each() throws IOException {
        // Given
        String page = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
        List<String> rows = page.substring(page.indexOf(BEGIN), page.indexOf(END))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        // When
        List<String> expected = packages();
        // Then
        assertThat(expected).hasSizeGreaterThan(15);
        assertThat(rows)
                .as("CONTRIBUTING.md is stale: the rows of its table of packages are\n%s", String.join("\n", expected))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void every_file_that_a_recipe_names_is_there() throws IOException {
        Set<String> files = found(FILE, Files.readString(ROOT.resolve("CONTRIBUTING.md")));
        files.removeIf(file -> file.contains("target/"));
        assertThat(files)
                .hasSizeGreaterThan(15)
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    /** A row for each package of main code, the library's before the job's. */
    private static List<String> packages() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String module : List.of("operators", "job")) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            TreeMap<String, String> sentences = new TreeMap<>();
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path folder : files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .toList()) {
                    sentences.put(
                            sources.relativize(folder).toString().replace('/', '.'),
                            firstSentence(folder.resolve("package-info.java")));
                }
            }
            sentences.forEach((name, sentence) -> rows.add("| `" + name + "` | " + sentence + " |"));
        }
        return rows;
    }

    private static String firstSentence(Path packageInfo) throws IOException {
        Matcher comment = COMMENT.matcher(Files.readString(packageInfo));
        assertThat(comment.find()).as("%s has a Javadoc comment", packageInfo).isTrue();
        String text = comment.group(1)
                .replaceAll("(?m)^\\s*\\*", "")
                .replaceAll("<p>.*", "")
                .replaceAll("\\{@(?:code|link)\\s+(?:dev\\.parallax\\.[a-z.]*\\.)?([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
