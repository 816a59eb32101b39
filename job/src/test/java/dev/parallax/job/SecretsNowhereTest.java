package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.train.model.TinyEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Searches for passwords in all output, logs and files of commands. {@code SecuredIT} does so for a job on a cluster.
 */
class SecretsNowhereTest {

    private static final String SECRET = "hunter2-of-mine";

    private static final String JAAS =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\"";

    @TempDir
    private Path folder;

    private Path secret;

    @BeforeEach
    void writeSecret() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    }

    private Path job(String... lines) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), String.join("\n", lines) + "\n");
    }

    /** A job.yaml with a password in every option for one. */
    private Path job() throws IOException {
        Path model = TinyModel.bert().write(folder.resolve("model"));
        return job(
                "model.path: " + model,
                "inference.provider: cpu",
                "shadow.enabled: true",
                "kafka:",
                "  bootstrap.servers: broker:9092",
                "  sasl.jaas.config: '" + JAAS + " password=\"" + SECRET + "\";'",
                "  ssl.key.password: ${file:" + secret + "}",
                "  consumer.ssl.truststore.password: " + SECRET,
                "  ssl.keystore.pasword: " + SECRET,
                "flink:",
                "  s3.secret-key: ${file:" + secret + "}",
                "  s3.endpoint: http://s3:9000",
                "  fs.s3a.session.token: " + SECRET,
                "  env.java.opts.all: -Dx=y -Djavax.net.ssl.keyStorePassword=" + SECRET);
    }

    /** The files, output and log of a run. */
    private Map<String, String> shown(StandardStreams.Run run, LogLines log) throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("standard output", String.join("\n", run.out()));
        shown.put("standard error", run.err());
        shown.put("log", log.text());
        Set<String> given = Set.of("job.yaml", "secret");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!given.contains(file.getFileName().toString())) {
                    shown.put(
                            folder.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        return shown;
    }

    private static void requireNoSecret(Map<String, String> shown) {
        assertThat(shown).allSatisfy((place, text) -> assertThat(text).as(place).doesNotContain(SECRET));
    }

    @Test
    void offline_shows_none_in_predictions_disagreements_report_or_log() throws Exception {
        // Given
        Path texts = Files.writeString(folder.resolve("texts.txt"), "it was good\nit isn't good\n\n");
        Path predictions = folder.resolve("predictions.jsonl");
        Path page = folder.resolve("report.html");
        try (LogLines log = new LogLines()) {
            // When
            StandardStreams.Run run = StandardStreams.run(
                    "offline",
                    "--input",
                    texts.toString(),
                    "--output",
                    predictions.toString(),
                    "--report",
                    page.toString(),
                    "--config",
                    job().toString());
            // Then
            assertThat(run.status()).as(run.err()).isZero();
            Map<String, String> shown = shown(run, log);
            assertThat(shown)
                    .containsKeys("predictions.jsonl", "report.html", "report.json")
                    .hasEntrySatisfying(
                            "predictions.jsonl", text -> assertThat(text).contains("\"label\":\"positive\""))
                    .hasEntrySatisfying("log", text -> assertThat(text).contains("Starting Flink Mini Cluster"));
            requireNoSecret(shown);
        }
    }

    @Test
    void check_shows_none() throws Exception {
        try (LogLines log = new LogLines()) {
            // When
            StandardStreams.Run run = StandardStreams.run("check", "--config", job().toString());
            // Then
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out().toString()).contains("\"sparkNlp\":true");
            requireNoSecret(shown(run, log));
        }
    }

    /** These commands read no configuration, but could print secrets of the process, here in its system properties. */
    @Test
    void lab_and_config_reference_show_none() throws Exception {
        // Given
        Path encoder = new TinyEncoder().write(folder.resolve("encoder")).path();
        Path data =
                Files.writeString(folder.resolve("data.tsv"), "good\ta lovely film .\nbad\ta dull meal .\n".repeat(10));
        System.setProperty("javax.net.ssl.keyStorePassword", SECRET);
        try (LogLines log = new LogLines()) {
            // When
            StandardStreams.Run lab = StandardStreams.run(
                    "lab",
                    "--encoder",
                    encoder.toString(),
                    "--data",
                    data.toString(),
                    "--layers",
                    "4",
                    "--iterations",
                    "3",
                    "--html",
                    folder.resolve("lab.html").toString(),
                    "--json",
                    folder.resolve("lab.json").toString());
            StandardStreams.Run reference = StandardStreams.run("config-reference");
            // Then
            assertThat(lab.status()).as(lab.err()).isZero();
            assertThat(reference.status()).as(reference.err()).isZero();
            assertThat(shown(lab, log)).containsKeys("lab.html", "lab.json");
            requireNoSecret(shown(lab, log));
            requireNoSecret(shown(reference, log));
        } finally {
            System.clearProperty("javax.net.ssl.keyStorePassword");
        }
    }

    /** The defect, the expected message, and lines of a job.yaml. */
    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                wrong(
                        "a wrong key above a password",
                        "kafca.ssl.key.password",
                        "kafca: {ssl.key.password: " + SECRET + "}"),
                wrong("a password at the top", "password", "password: " + SECRET),
                wrong("no space behind the colon", "kafka (", "kafka:", "  ssl.key.password:" + SECRET),
                wrong(
                        "no space behind the colon, in braces",
                        "kafka.ssl.key.password…",
                        "kafka: {security.protocol: SSL, ssl.key.password:" + SECRET + "}"),
                wrong(
                        "a password in a key",
                        "kafka.sasl.jaas.config.password…",
                        "kafka:",
                        "  sasl.jaas.config:",
                        "    password=\"" + SECRET + "\": required"),
                wrong("a list", "kafka:", "kafka:", "- ssl.key.password: " + SECRET),
                wrong("a bracket that is not closed", "is not YAML", "kafka.ssl.key.password: [" + SECRET, "a: b"),
                wrong("a quote that is not closed", "is not YAML", "kafka.ssl.key.password: \"" + SECRET, "a: b"),
                wrong("more behind a quote", "is not YAML", "kafka.ssl.key.password: '" + SECRET + "'" + SECRET),
                wrong("a colon in a password", "is not YAML", "kafka.ssl.key.password: x: " + SECRET),
                wrong("a tag", "must be in quotes", "kafka.ssl.key.password: !" + SECRET + "!" + SECRET),
                wrong("an alias", "aliases are not supported", "kafka.ssl.key.password: *" + SECRET),
                wrong("a character that begins nothing", "is not YAML", "kafka.ssl.key.password: @" + SECRET),
                wrong("a directive", "is not YAML", "kafka.ssl.key.password: %" + SECRET),
                wrong("an escape", "is not YAML", "kafka.ssl.key.password: \"\\" + SECRET + "\""),
                wrong("a tabulator", "is not YAML", "kafka:", "\tssl.key.password: " + SECRET),
                wrong(
                        "a key twice",
                        "must be set once",
                        "kafka.ssl.key.password: " + SECRET,
                        "kafka.ssl.key.password: " + SECRET));
    }

    private static Arguments wrong(String what, String expected, String... lines) {
        return Arguments.of(what, expected, lines);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongFiles")
    void a_wrong_file_is_reported_without_what_stands_in_it(String what, String expected, String[] lines)
            throws Exception {
        for (String command : List.of("run", "check", "dashboard")) {
            try (LogLines log = new LogLines()) {
                // When
                StandardStreams.Run run =
                        StandardStreams.run(command, "--config", job(lines).toString());
                // Then
                assertThat(run.status()).isEqualTo(1);
                assertThat(run.err()).contains(expected);
                requireNoSecret(shown(run, log));
            }
        }
    }

    /** A secret in place of a harmless value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "batch.max-rows | @@",
                "sink.predictions-topic | @@!",
                "source.topics | [texts, '@@!']",
                "source.topics | ['@@', '@@']",
                "source.topic-pattern | '(@@'",
                "kafka.bootstrap.servers | @@",
                "kafka.bootstrap.servers | 'broker:9092,@@'",
                "kafka.producer.transaction.timeout.ms | @@",
                "flink.execution.checkpointing.interval | @@",
                "flink.parallelism.default | x @@",
                "source.max-ahead | @@",
                "model.name | @@"
            })
    void a_secret_that_was_filled_in_is_not_shown_where_it_is_a_wrong_value(String key, String value) throws Exception {
        // Given
        String placeholder = "${file:" + secret + "}";
        Path job = job(key + ": " + value.replace("@@", placeholder), "source.group-id: readers");
        try (LogLines log = new LogLines()) {
            // When
            StandardStreams.Run run = StandardStreams.run("run", "--config", job.toString());
            // Then
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains(key);
            requireNoSecret(shown(run, log));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.ssl.key.password=@@",
                "--set kafka.ssl.key.password @@",
                "--set kafka.ssl.key.password:@@=",
                "--set kafka.ssl.key.password --set @@",
                "--sett kafka.ssl.key.password=@@"
            })
    void an_invalid_command_line_is_reported_without_the_value(String arguments) throws Exception {
        for (String command : List.of("run", "check", "dashboard", "offline --input x --output y")) {
            // When
            StandardStreams.Run run = StandardStreams.run(
                    (command + " " + arguments).replace("@@", SECRET).split(" ", -1));
            // Then
            assertThat(run.status()).isIn(1, 2);
            assertThat(run.err()).isNotBlank().doesNotContain("=" + SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MODULE password=\"@@\"",
                "MODULE password=\"x\"@@\";",
                "MODULE password=\"x\" @@;",
                "MODULE password @@;",
                "@@",
                "@@ required;",
                "org.apache.kafka.common.security.scram.ScramLoginModule @@ username=\"u\";",
                "org.apache.kafka.common.security.scram.ScramLoginModule password=\"@@\" required;"
            })
    void a_login_that_does_not_parse_is_reported_without_its_text(String login) throws Exception {
        // Given
        Path job = job(
                "source.topics: texts",
                "sink.predictions-topic: predictions",
                "sink.dead-letters-topic: dead-letters",
                "kafka.bootstrap.servers: 127.0.0.1:9",
                "kafka.security.protocol: SASL_PLAINTEXT",
                "kafka.sasl.mechanism: SCRAM-SHA-512",
                "kafka.sasl.jaas.config: '" + login.replace("MODULE", JAAS).replace("@@", SECRET) + "'");
        for (String command : List.of("run", "dashboard --port 0")) {
            try (LogLines log = new LogLines()) {
                // When
                StandardStreams.Run run = StandardStreams.run((command + " --config " + job).split(" ", -1));
                // Then
                assertThat(run.status()).isEqualTo(1);
                assertThat(run.err()).contains("kafka.*");
                requireNoSecret(shown(run, log));
            }
        }
    }
}
