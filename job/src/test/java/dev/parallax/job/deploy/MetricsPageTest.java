package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.observe.MetricNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of metrics has every metric that the code registers by name, with its kind. */
class MetricsPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern REGISTERED =
            Pattern.compile("\\b(counter|gauge|histogram)\\(\\s*(?:\\w+,\\s*)?MetricNames\\.(\\w+)");
    /** The counters of outcomes are registered in a loop. */
    private static final Pattern OUTCOME = Pattern.compile("case \\w+ -> (MetricNames)\\.(\\w+);");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.+?) \\| (counter|gauge|histogram) \\|");
    private static final Pattern NAME = Pattern.compile("(?<!by )`(\\w+)`");

    @Test
    void every_registered_metric_is_on_the_page_with_its_kind() throws Exception {
        // Given
        Map<String, String> expected = new TreeMap<>();
        for (String module : List.of("operators", "job")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    for (MatchResult found :
                            REGISTERED.matcher(source).results().toList()) {
                        expected.put(name(found.group(2)), found.group(1));
                    }
                    for (MatchResult found : OUTCOME.matcher(source).results().toList()) {
                        expected.put(name(found.group(2)), "counter");
                    }
                }
            }
        }

        // When
        Map<String, String> described = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("docs/metrics.md")))
                .results()
                .toList()) {
            NAME.matcher(row.group(1)).results().forEach(name -> described.put(name.group(1), row.group(2)));
        }

        // Then
        assertThat(expected).hasSizeGreaterThan(45);
        assertThat(described).isEqualTo(expected);
    }

    private static String name(String constant) throws IOException {
        try {
            Field field = MetricNames.class.getField(constant);
            return (String) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IOException("MetricNames must have the constant " + constant, e);
        }
    }
}
