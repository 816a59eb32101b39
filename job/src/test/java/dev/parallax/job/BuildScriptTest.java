package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.command.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/build}, with a program in place of Maven that prints what Maven would. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BuildScriptTest {

    /** Of Maven 3.8, which names plugins in full, and of 3.9, which does not. */
    private static final String PRINTED = """
            [INFO] Scanning for projects...
            [INFO] Downloading from central: https://repo.example/a.pom
            [INFO] Downloaded from central: https://repo.example/a.pom (954 B at 12 kB/s)
            [INFO] Downloaded from central: https://repo.example/b.pom (46 kB at 1.2 MB/s)
            [INFO] Building Parallax operators 0.1.0-SNAPSHOT                         [2/3]
            Downloaded from central: https://repo.example/c.jar (43 MB at 9.1 MB/s)
            Downloaded from central: https://repo.example/d.jar (1.5 MB at 9.1 MB/s)
            [INFO] --- maven-compiler-plugin:3.15.0:compile (default-compile) @ parallax-operators ---
            [INFO] Building Parallax job 0.1.0-SNAPSHOT                               [3/3]
            [INFO] --- compiler:3.15.0:compile (default-compile) @ parallax-job ---
            [INFO] --- dependency:3.11.0:copy (encoder-of-the-default-model) @ parallax-job ---
            """;

    @TempDir
    private Path folder;

    private Path job;

    private record Run(int status, List<String> lines) {}

    @BeforeEach
    void aCheckout() throws IOException {
        job = folder.toRealPath().resolve("a checkout/job");
        Files.createDirectories(job.resolve("bin"));
        Files.copy(Path.of("bin/build"), job.resolve("bin/build"));
    }

    private Run run(String printed, int status) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("maven"));
        Path output = Files.writeString(folder.resolve("output"), printed);
        Path maven = Files.writeString(
                bin.resolve("mvn"),
                "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + folder + "/arguments'\ncat '" + output + "'\nexit " + status
                        + "\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(job.resolve("bin/build").toString()).redirectErrorStream(true);
        builder.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
        builder.environment().put("PARALLAX_MAVEN_ARGS", "-o -Dx=y");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out.lines().toList());
    }

    @Test
    void each_step_has_a_number_its_seconds_and_its_downloads_with_their_size() throws Exception {
        // When
        Run run = run(PRINTED, 0);
        // Then
        assertThat(run.status()).isZero();
        assertThat(run.lines().stream()
                        .map(line -> line.replaceAll("\\b\\d+ s\\b", "N s"))
                        .filter(line -> !line.endsWith("...")))
                .containsExactly(
                        "Building Parallax ... The first time Maven downloads libraries, for a minute or more.",
                        "  1/6 Read the build: N s, 2 downloads, 46 kB",
                        "  2/6 Libraries of the operators: N s, 2 downloads, 44 MB",
                        "  3/6 Compile the operators: N s",
                        "  4/6 Libraries of the job: N s",
                        "  5/6 Compile the job: N s",
                        "  6/6 Class path, and encoder of the default models: N s",
                        "Built in N s: 4 downloads, 44 MB.");
        assertThat(Files.readString(job.resolve("target/lean/build.log"))).isEqualTo(PRINTED);
    }

    @Test
    void maven_builds_the_lean_profile_with_the_arguments_of_the_user() throws Exception {
        // Given
        Path earlier = Files.createDirectories(job.resolve("target/lean/lib")).resolve("library-1.jar");
        Files.writeString(earlier, "");
        // When
        run(PRINTED, 0);
        // Then
        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .contains("-Dlean", "-o", "-Dx=y", "process-classes")
                .doesNotContain("package");
        assertThat(earlier).doesNotExist();
    }

    @Test
    void errors_are_printed_as_maven_prints_them_and_the_build_fails() throws Exception {
        // When
        Run run = run(PRINTED + "[ERROR] Main.java:[7,1] cannot find symbol\n  symbol: class X\n", 1);
        // Then
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.lines())
                .endsWith(
                        "[ERROR] Main.java:[7,1] cannot find symbol",
                        "  symbol: class X",
                        "parallax: the build failed; what Maven printed is in " + job + "/target/lean/build.log");
    }
}
