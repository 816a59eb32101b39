package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.F1Pair;
import dev.parallax.evaluate.QualityGauges;
import dev.parallax.evaluate.QualityMetric;
import dev.parallax.evaluate.RuleMetric;
import dev.parallax.evaluate.TextCount;
import dev.parallax.evaluate.TextShare;
import dev.parallax.evaluate.f1.F1ByName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's tables and the dashboard's page name the numbers of reports as the catalogue does. */
class NumbersOfReportsTest {

    private static final Path PAGES = Path.of("docs");
    private static final Path SCRIPTS = Path.of("src/main/resources/dev/parallax/job/dashboard/web");
    /** A name with dots in quotes, such as {@code 'agreement.rate'}, as an argument or a key. */
    private static final Pattern NAME = Pattern.compile("'([a-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]+)+)'");

    /** Rows of a table that lies between two comments of a page. */
    private static List<String> rows(String page, String mark) throws IOException {
        String text = Files.readString(PAGES.resolve(page));
        return text.substring(text.indexOf("<!-- " + mark + " -->"), text.indexOf("<!-- /" + mark + " -->"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static void assertRows(String page, String mark, List<String> expected) throws IOException {
        assertThat(rows(page, mark))
                .as("job/docs/%s is stale: the rows of its table are\n%s", page, String.join("\n", expected))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void the_table_of_numbers_is_the_catalogue() throws IOException {
        assertRows("quality.md", "numbers", numbers());
        assertRows(
                "quality.md",
                "counts",
                Arrays.stream(TextCount.values())
                        .map(count -> "| `" + count.metric() + "` | " + count.meaning() + " |")
                        .toList());
    }

    @Test
    void the_tables_of_shares_and_gauges_are_the_catalogue() throws IOException {
        assertRows(
                "alerts.md",
                "shares",
                Arrays.stream(TextShare.values())
                        .map(share ->
                                "| `" + share.metric() + "` | `" + share.part().metric() + "` | `"
                                        + share.basis().metric() + "` |")
                        .toList());
        Stream<String> values = Arrays.stream(QualityMetric.values())
                .filter(QualityMetric::gauge)
                .map(QualityMetric::metric);
        Stream<String> f1 = Arrays.stream(F1Pair.values()).flatMap(pair -> pair.gauges().stream());
        Stream<String> counts =
                Arrays.stream(TextCount.values()).filter(TextCount::gauge).map(TextCount::metric);
        assertRows(
                "metrics.md",
                "gauges",
                Stream.of(values, f1, counts)
                        .flatMap(names -> names)
                        .map(name -> "| `" + QualityGauges.gauge(name) + "` | `" + name + "` |")
                        .toList());
    }

    @Test
    void the_dashboard_s_page_names_no_number_that_reports_do_not_have() throws IOException {
        // Given
        List<String> known = new ArrayList<>(RuleMetric.names());
        known.addAll(F1ByName.NAMES);
        known.add(F1ByName.BY_LABEL + "<label>");
        Set<String> families = known.stream().map(NumbersOfReportsTest::family).collect(Collectors.toSet());
        // When: other names with dots are selectors of elements
        Set<String> named = new HashSet<>();
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".js")).toList()) {
                NAME.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> families.contains(family(name)))
                        .forEach(named::add);
            }
        }
        // Then: a name may be the beginning of several
        assertThat(named)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(known).anyMatch(one -> one.equals(name) || one.startsWith(name + ".")));
    }

    private static String family(String name) {
        return name.substring(0, (name + ".").indexOf('.'));
    }

    /** A row for each number with a meaning, together with those after it that have none. */
    private static List<String> numbers() {
        List<List<QualityMetric>> groups = new ArrayList<>();
        for (QualityMetric metric : QualityMetric.values()) {
            if (!metric.meaning().isEmpty()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(metric);
        }
        List<String> rows = new ArrayList<>();
        for (List<QualityMetric> group : groups) {
            String first = group.get(0).metric();
            String stem = first.substring(0, first.lastIndexOf('.') + 1);
            String names = group.stream()
                    .map(QualityMetric::metric)
                    .map(name -> name.equals(first) || stem.isEmpty() || !name.startsWith(stem)
                            ? name
                            : name.substring(stem.length() - 1))
                    .collect(Collectors.joining("`, `"));
            String bases = group.stream()
                    .map(metric -> metric.basis().metric())
                    .distinct()
                    .collect(Collectors.joining("`, `"));
            rows.add(row(names, bases, group.get(0).meaning(), group.get(0).reading()));
        }
        for (F1Pair pair : F1Pair.values()) {
            rows.add(row(pair.prefix() + ".*", pair.basis().metric(), pair.meaning(), pair.reading()));
        }
        return rows;
    }

    private static String row(String names, String bases, String meaning, String reading) {
        return "| `" + names + "` | `" + bases + "` | " + meaning + " | " + reading + " |";
    }
}
