package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.job.Failure;
import dev.parallax.job.Main;
import dev.parallax.job.StandardStreams;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitStatusTest {

    @Test
    void the_guide_and_the_help_of_every_command_have_the_same_table() throws IOException {
        String guide = Files.readString(Path.of("docs", "commands.md"));
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            StandardStreams.Run help = StandardStreams.run(command, "--help");
            assertThat(help.status()).isZero();
            String text = String.join(" ", help.out()).replaceAll("\\s+", " ");
            ExitStatus.meanings()
                    .forEach((status, meaning) -> assertThat(text).contains(status.strip() + " " + meaning));
        }
        ExitStatus.meanings()
                .forEach((status, meaning) ->
                        assertThat(guide).contains("| " + status.strip() + " | " + meaning + " |"));
    }

    @Test
    void a_call_without_a_command_is_wrong() {
        StandardStreams.Run run = StandardStreams.run();
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("Missing command").contains("Usage: parallax");
        assertThat(List.of(run.out())).containsExactly(List.of());
    }

    @Test
    void a_defect_has_a_stack_trace_and_a_failure_that_a_user_can_correct_has_none() {
        List<String> defect = new ArrayList<>();
        assertThat(Failure.report(new NullPointerException("n"), defect::add)).isEqualTo(ExitStatus.FAILED);
        assertThat(String.join("\n", defect)).startsWith("parallax: ").contains("\tat dev.parallax");
        List<String> mine = new ArrayList<>();
        assertThat(Failure.report(new AccessDeniedException("/f"), mine::add)).isEqualTo(ExitStatus.FAILED);
        assertThat(mine).containsExactly("parallax: /f: permission denied");
        mine.clear();
        Failure.report(new NoSuchFileException("nowhere"), mine::add);
        assertThat(mine).containsExactly("parallax: nowhere: there is no such file or folder");
        mine.clear();
        Failure.report(new ClassifierException("The model did not answer within 30000 ms", true), mine::add);
        assertThat(mine).containsExactly("parallax: The model did not answer within 30000 ms");
    }
}
