package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.command.ExitStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code bin/parallax}, with a program in place of Java that prints its arguments. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

    /** A start of a build, as Maven writes it: before all files here, and after. */
    private static final String EARLIER = "200001010000.00\n";

    private static final String LATER = "203001010000.00\n";

    @TempDir
    private Path folder;

    private Path checkout;
    private Path launcher;

    @BeforeEach
    void aCheckoutThatIsBuilt() throws IOException {
        checkout = folder.toRealPath().resolve("a checkout");
        Path bin = Files.createDirectories(checkout.resolve("job/bin"));
        Files.createDirectories(checkout.resolve("job/src/main"));
        Files.createDirectories(checkout.resolve("job/target/lib"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.writeString(checkout.resolve("job/pom.xml"), "");
        Files.writeString(checkout.resolve("job/target/lib/.built"), LATER);
        launcher = Files.copy(Path.of("bin/parallax"), bin.resolve("parallax"));
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"LC_ALL=$LC_ALL\"\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> run(Path called, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(called.toString(), "score", "--positive", "a b")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().remove("JAVA_OPTS");
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().toList();
    }

    @Test
    void it_is_found_through_absolute_and_relative_links_and_links_to_links() throws Exception {
        // Given
        Path links = Files.createDirectories(folder.resolve("deep/er"));
        Path absolute = Files.createSymbolicLink(links.resolve("absolute"), launcher);
        Path relative =
                Files.createSymbolicLink(links.resolve("relative"), Path.of("../../a checkout/job/bin/parallax"));
        Path twice = Files.createSymbolicLink(folder.resolve("twice"), Path.of("deep/er/relative"));
        Path through =
                Files.createSymbolicLink(folder.resolve("linked"), checkout).resolve("job/bin/parallax");
        for (Path called : List.of(launcher, absolute, relative, twice, through)) {
            // Then
            assertThat(run(called, Map.of("LC_ALL", "C.UTF-8")))
                    .as(called.toString())
                    .contains(checkout + "/job/target/classes:" + checkout + "/job/target/lib/*")
                    .endsWith("dev.parallax.job.Main", "score", "--positive", "a b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSIX", "C", "no_SUCH.UTF-8"})
    void java_gets_a_locale_of_utf_8_where_there_is_none(String locale) throws Exception {
        assertThat(run(launcher, Map.of("LC_ALL", locale)).get(0)).matches("(?i)LC_ALL=(C|en_US)\\.utf-?8");
        assertThat(run(launcher, Map.of("LANG", locale)).get(0)).matches("(?i)LC_ALL=(C|en_US)\\.utf-?8");
    }

    @Test
    void temporary_files_lie_in_a_folder_of_the_process_s_own_in_the_one_asked_for() throws Exception {
        // Given
        Path asked = Files.createDirectory(folder.resolve("asked"));
        // When
        List<String> called = run(launcher, Map.of("JAVA_OPTS", "-Xmx1g -Djava.io.tmpdir=" + asked));
        // Then
        String last = called.stream()
                .filter(option -> option.startsWith("-Djava.io.tmpdir="))
                .reduce((before, after) -> after)
                .orElseThrow();
        Path own = Path.of(last.substring(last.indexOf('=') + 1));
        assertThat(own.getParent()).isEqualTo(asked);
        assertThat(own).isDirectory();
        assertThat(called).contains("-Dparallax.temporary=" + own);
    }

    @Test
    void a_flight_recording_is_collected_outside_the_folder_that_is_deleted_at_the_end() throws Exception {
        // Given
        String asked = "-XX:StartFlightRecording:filename=job.jfr";
        // When
        List<String> called = run(launcher, Map.of("JAVA_OPTS", asked));
        // Then a repository in the options of the user would stand later, and count
        String repository = "-XX:FlightRecorderOptions=repository=" + folder;
        assertThat(called).contains(repository, asked);
        assertThat(called.indexOf(repository)).isLessThan(called.indexOf(asked));
        assertThat(run(launcher, Map.of())).doesNotContain(repository);
    }

    @Test
    void a_folder_for_temporary_files_that_does_not_exist_is_reported_in_one_line() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "score").redirectErrorStream(true);
        builder.environment().put("TMPDIR", folder.resolve("none").toString());
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("JAVA_OPTS");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(ExitStatus.FAILED);
        assertThat(out.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("parallax: the folder for temporary files, " + folder.resolve("none"))
                        .contains("java.io.tmpdir"));
    }

    /** In place of {@code bin/build}: writes that it ran, and when. */
    private void aBuild(String started) throws IOException {
        Path build = checkout.resolve("job/bin/build");
        Files.writeString(
                build,
                "#!/bin/sh\ntouch '" + folder + "/ran'\nmkdir -p '" + checkout + "/job/target/lean/lib'\nprintf '"
                        + started.strip() + "\\n' > '" + checkout + "/job/target/lean/lib/.built'\n");
        Files.setPosixFilePermissions(build, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String leanClassPath() {
        return checkout + "/job/target/lean/classes:" + checkout + "/operators/target/lean/classes:" + checkout
                + "/job/target/lean/lib/*";
    }

    @Test
    void what_mvn_package_built_is_run_as_long_as_no_source_is_newer() throws Exception {
        // Given
        aBuild(LATER);
        // When
        List<String> called = run(launcher, Map.of());
        // Then
        assertThat(called).contains(checkout + "/job/target/classes:" + checkout + "/job/target/lib/*");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void a_source_newer_than_the_start_of_mvn_package_is_built_once() throws Exception {
        // Given: the build ended after the source was written, and began before
        Files.writeString(checkout.resolve("job/target/lib/.built"), EARLIER);
        aBuild(LATER);
        // When
        List<String> first = run(launcher, Map.of());
        Files.delete(folder.resolve("ran"));
        List<String> second = run(launcher, Map.of());
        // Then
        assertThat(first).contains(leanClassPath());
        assertThat(second).contains(leanClassPath());
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void a_source_newer_than_the_launcher_s_own_build_is_built_again() throws Exception {
        // Given
        Files.delete(checkout.resolve("job/target/lib/.built"));
        aBuild(EARLIER);
        run(launcher, Map.of());
        Files.delete(folder.resolve("ran"));
        // When
        run(launcher, Map.of());
        // Then
        assertThat(folder.resolve("ran")).exists();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_two_launchers_that_start_at_once_one_builds_and_the_other_waits(boolean flock) throws Exception {
        // Given: a build that goes on until a named pipe is written to
        Files.delete(checkout.resolve("job/target/lib/.built"));
        aBuild(LATER);
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path build = checkout.resolve("job/bin/build");
        Files.writeString(
                build,
                Files.readString(build)
                        .replace("touch '" + folder + "/ran'\n", "echo >> '" + folder + "/ran'\ncat '" + pipe + "'\n"));
        // When
        Process first = launched(flock);
        try (Writer end = Files.newBufferedWriter(pipe);
                BufferedReader second = launched(flock).inputReader(StandardCharsets.UTF_8)) {
            // Then
            assertThat(second.readLine()).isEqualTo("Another process builds this checkout: waiting for it ...");
            end.close();
            assertThat(second.lines()).contains(leanClassPath());
        }
        assertThat(first.waitFor()).isZero();
        assertThat(Files.readAllLines(folder.resolve("ran"))).hasSize(1);
    }

    /** A launcher that has begun, with the program flock or without it. */
    private Process launched(boolean flock) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "score").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().remove("JAVA_OPTS");
        if (!flock) {
            builder.environment().put("PATH", withoutFlock().toString());
        }
        return builder.start();
    }

    /** A folder of links to all programs of the {@code PATH} but flock. */
    private Path withoutFlock() throws IOException {
        Path bin = folder.resolve("programs");
        if (Files.exists(bin)) {
            return bin;
        }
        Files.createDirectory(bin);
        for (String each : System.getenv("PATH").split(":", -1)) {
            if (Files.isDirectory(Path.of(each))) {
                try (Stream<Path> programs = Files.list(Path.of(each))) {
                    for (Path program : programs.toList()) {
                        Path link = bin.resolve(program.getFileName());
                        if (!link.endsWith("flock") && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                            Files.createSymbolicLink(link, program);
                        }
                    }
                }
            }
        }
        return bin;
    }

    @Test
    void a_lock_that_a_killed_launcher_left_is_reported_where_there_is_no_flock() throws Exception {
        // Given: a process that has ended
        Files.delete(checkout.resolve("job/target/lib/.built"));
        aBuild(LATER);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path lock = Files.createDirectories(checkout.resolve("job/target/lean/.lock.d"));
        Files.writeString(lock.resolve("pid"), ended.pid() + "\n");
        // When
        Process process = launched(false);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertThat(process.waitFor()).isEqualTo(ExitStatus.FAILED);
        assertThat(out).contains("did not end as it should: delete " + lock);
    }

    @Test
    void a_build_that_fails_ends_the_launcher() throws Exception {
        // Given
        Files.delete(checkout.resolve("job/target/lib/.built"));
        Path build = Files.writeString(checkout.resolve("job/bin/build"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(build, PosixFilePermissions.fromString("rwxr-xr-x"));
        // When
        Process process = new ProcessBuilder(launcher.toString(), "score")
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertThat(process.waitFor()).isEqualTo(ExitStatus.FAILED);
        assertThat(out).isEmpty();
    }

    @Test
    void a_locale_that_has_an_encoding_stays() throws Exception {
        assertThat(run(launcher, Map.of("LC_ALL", "C.UTF-8")).get(0)).isEqualTo("LC_ALL=C.UTF-8");
    }
}
