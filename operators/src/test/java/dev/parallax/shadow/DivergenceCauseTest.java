package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.sparknlp.stage.Repair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DivergenceCauseTest {

    private static final String BEGIN = "<!-- causes -->";
    private static final String END = "<!-- /causes -->";

    @Test
    void every_repair_has_its_cause_in_the_same_order() {
        assertThat(DivergenceCause.values()).extracting(DivergenceCause::repair).containsExactly(Repair.values());
        for (Repair repair : Repair.values()) {
            assertThat(DivergenceCause.of(repair).repair()).isEqualTo(repair);
        }
    }

    @Test
    void every_cause_is_told_in_sentences_of_its_own() {
        assertThat(DivergenceCause.values()).extracting(DivergenceCause::title).doesNotHaveDuplicates();
        assertThat(DivergenceCause.values())
                .allMatch(cause -> cause.explanation().endsWith("."))
                .allMatch(cause -> cause.remedy().advice().endsWith("."))
                .allMatch(cause ->
                        !cause.example().sparkNlp().equals(cause.example().huggingFace()));
    }

    @Test
    void the_advised_patterns_match_what_they_are_to_remove() {
        assertThat(Arrays.asList("isn't good\u00a0now".split(Remedy.TOKENIZER_PATTERN)))
                .containsExactly("isn", "'", "t", "good", "now");
        for (DivergenceCause cause : DivergenceCause.values()) {
            String advice = cause.remedy().advice();
            String call = "regexp_replace(\"text\", r\"";
            int from = advice.indexOf(call);
            if (from >= 0) {
                String pattern = advice.substring(from + call.length(), advice.lastIndexOf("\", \"\")"));
                assertThat(Pattern.compile(pattern)
                                .matcher(cause.example().text())
                                .find())
                        .as("%s removes something of the example", cause)
                        .isTrue();
            }
        }
    }

    @Test
    void the_page_holds_the_table_of_causes_of_this_version() throws IOException {
        String page = Files.readString(Path.of("..", "job", "docs", "causes.md"));
        String block = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END))
                .strip();
        assertThat(block)
                .as("job/docs/causes.md is stale: between its markers belongs\n%s", CauseTable.markdown())
                .isEqualTo(CauseTable.markdown().strip());
    }
}
