package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.job.config.AlertsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that the runbook of each alert exists. */
class RunbookTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("job/docs/alerts\\.md#([a-z-]+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void every_runbook_is_a_heading_of_the_page_of_alerts() throws IOException {
        // Given
        Set<String> headings = found(HEADING, Files.readString(ROOT.resolve("job/docs/alerts.md"))).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
        // When
        Set<String> links = found(
                LINK,
                Files.readString(ROOT.resolve("deploy/prometheus/parallax.rules.yml"))
                        + DeployFiles.page("prometheus.md")
                        + AlertsConfig.DEFAULT.rules().stream()
                                .map(AlertRule::runbook)
                                .collect(Collectors.joining(" ")));
        // Then
        assertThat(links).hasSizeGreaterThan(10).isSubsetOf(headings);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
