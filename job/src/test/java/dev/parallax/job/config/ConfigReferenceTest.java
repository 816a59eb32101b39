package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.value.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    private static final String BEGIN = "<!-- config-reference -->";
    private static final String END = "<!-- /config-reference -->";

    @Test
    void the_page_holds_the_reference_of_this_version() throws IOException {
        // Given
        String page = Files.readString(Path.of("docs/configuration.md"));
        // When
        String block = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END))
                .strip();
        // Then
        assertThat(block)
                .as("job/docs/configuration.md is stale: put the output of 'parallax config-reference'"
                        + " between its markers")
                .isEqualTo(ConfigReference.markdown().strip());
    }

    @Test
    void every_option_has_one_key_and_a_row() {
        assertThat(Options.ALL).extracting(Option::key).doesNotHaveDuplicates();
        assertThat(ConfigReference.markdown().lines().skip(2))
                .hasSize(Options.ALL.size() + Options.FAMILIES.size())
                .allMatch(row -> row.split(" \\| ").length == 4, "has four cells");
        assertThat(new HashSet<>(Options.KEYS)).hasSize(Options.ALL.size());
    }
}
