package dev.parallax.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long nanos = TimeUnit.SECONDS.toNanos(1);

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal, () -> nanos);
    }

    private static QuickstartProgress at(int seconds) {
        return new QuickstartProgress(
                seconds, 20L * seconds, 19L * seconds, 1, RecentPredictions.Figures.NONE, ComparisonCounts.NONE);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void in_a_file_there_is_a_line_each_ten_seconds_and_one_at_the_end() {
        // Given
        ProgressLine line = line(false);
        // When
        for (int second = 1; second <= 24; second++) {
            nanos += TimeUnit.SECONDS.toNanos(1);
            line.print(at(second));
        }
        line.end(at(25));
        // Then
        assertThat(text().lines())
                .containsExactly(
                        "   10 s  200 records  190 predictions  last 10 s: no prediction  1 dead letters",
                        "   20 s  400 records  380 predictions  last 10 s: no prediction  1 dead letters",
                        "   25 s  500 records  475 predictions  last 10 s: no prediction  1 dead letters");
    }

    @Test
    void on_a_terminal_one_line_is_overwritten() {
        // Given
        ProgressLine line = line(true);
        // When
        line.print(at(1));
        line.print(at(2));
        line.end(at(3));
        // Then
        assertThat(text())
                .startsWith("\r    1 s")
                .contains("\r    2 s", "\r    3 s")
                .endsWith("\n");
        assertThat(text().chars().filter(character -> character == '\n')).hasSize(1);
    }
}
