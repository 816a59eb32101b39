package dev.parallax.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Runs the job jar on a Flink cluster of processes, with a broker that requires TLS and a password. */
@TestInstance(Lifecycle.PER_CLASS)
class SecuredIT {

    private static final int RECORDS = 600;
    private static final long START = 1_700_000_000_000L;
    private static final String USER = "reader";

    private final String password = secret();
    private final String keyPassword = secret();
    private final String trustPassword = secret();
    private final Path folder = Workspace.empty("secured");
    private final Path jar = Path.of(System.getProperty("parallax.job.jar"));

    private KafkaCluster kafka;
    private FlinkCluster flink;
    private Path model;
    private Path trusted;
    private Path stranger;

    private static String secret() {
        return "secret-" + UUID.randomUUID();
    }

    @BeforeAll
    void start() throws Exception {
        model = TinyModel.bert().write(folder.resolve("tiny"));
        Path key = Certificates.key(folder.resolve("key.p12"), keyPassword);
        trusted = Certificates.trust(key, keyPassword, folder.resolve("trusted.p12"), trustPassword);
        Path another = Certificates.key(folder.resolve("another.p12"), keyPassword);
        stranger = Certificates.trust(another, keyPassword, folder.resolve("stranger.p12"), trustPassword);
        Files.writeString(folder.resolve("password"), password);
        Files.writeString(folder.resolve("trust-password"), trustPassword);
        kafka = KafkaCluster.start(folder, 1, broker(key), scram(), client());
        flink = FlinkCluster.start(folder, 1, 2);
        kafka.create("texts", 2);
        for (String topic : JobFile.OUTPUTS) {
            kafka.create(topic, 1);
        }
    }

    @AfterAll
    void stop() {
        if (flink != null) {
            flink.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private Map<String, String> broker(Path key) {
        return Map.of(
                "listener.security.protocol.map", "CLIENT:SASL_SSL,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "listener.name.client.sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "listener.name.client.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.client.ssl.keystore.type", "PKCS12",
                "listener.name.client.ssl.keystore.location", key.toString(),
                "listener.name.client.ssl.keystore.password", keyPassword);
    }

    private List<String> scram() {
        return List.of("--add-scram", "SCRAM-SHA-512=[name=" + USER + ",password=" + password + "]");
    }

    private Map<String, String> client() {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                login(password),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                trusted.toString(),
                "ssl.truststore.password",
                trustPassword);
    }

    private static String login(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + password + "\";";
    }

    /** A job.yaml with passwords in files. */
    private JobFile job(String passwordFile, Path trust) {
        return new JobFile(kafka.bootstrapServers(), model, JobFile.PIPELINE)
                .set("kafka.security.protocol", "SASL_SSL")
                .set("kafka.sasl.mechanism", "SCRAM-SHA-512")
                .set("kafka.sasl.jaas.config", "'" + login("${file:" + folder.resolve(passwordFile) + "}") + "'")
                .set("kafka.ssl.truststore.type", "PKCS12")
                .set("kafka.ssl.truststore.location", trust.toString())
                .set("kafka.ssl.truststore.password", "${file:" + folder.resolve("trust-password") + "}")
                .set("quality.window", "1 s")
                .set("quality.slide", "1 s");
    }

    @Test
    void records_go_through_and_no_password_comes_to_light() throws Exception {
        // Given
        String id = flink.run(jar, 2, List.of(), job("password", trusted).write(folder.resolve("job.yaml")));
        try (Traffic traffic = new Traffic(kafka.client(), "texts", 2, RECORDS + 2, START, 10_000);
                Ledger results = new Ledger(kafka.client(), RECORDS + 2, "predictions", "dead-letters")) {
            // When
            traffic.send(RECORDS, false).get(1, TimeUnit.MINUTES);
            traffic.tick();
            // Then
            Await.until("every record has its result", () -> results.hasAll(0, RECORDS + 2));
            assertThat(results.doubled(0, RECORDS + 2)).isZero();
        }
        KafkaTopics topics = kafka.topics();
        Await.until("reports are there", () -> !topics.committed("quality").isEmpty());
        Map<String, String> shown = new LinkedHashMap<>(flink.rest().pages(id));
        assertThat(shown).allSatisfy((page, text) -> assertThat(text).doesNotContain("\"errors\":"));
        for (Map.Entry<String, Integer> port : flink.metricsPorts().entrySet()) {
            shown.put("metrics of " + port.getKey(), flink.rest().metrics(port.getValue()));
        }
        String kept = kept();
        var unused = flink.stop(id);
        shown.putAll(logs());
        for (String topic : JobFile.OUTPUTS) {
            shown.put("topic " + topic, text(topics.committed(topic)));
        }
        // Known values are found in the pages, so that secrets would be found too.
        assertThat(shown.get("taskmanager-1.log")).contains("sasl.jaas.config = [hidden]");
        assertThat(shown.get("/jobs/overview")).contains("\"Parallax\"");
        assertThat(shown.get("metrics of taskmanager-1")).contains("recordsClassified");
        assertThat(shown.get("topic quality")).contains("parallax.quality/1");
        assertThat(shown)
                .allSatisfy((place, text) -> assertThat(text)
                        .doesNotContain(password)
                        .doesNotContain(trustPassword)
                        .doesNotContain(keyPassword));
        // Megabytes of output that are left out of the failure's message.
        kept += text(folder.resolve("savepoints"));
        for (String secret : List.of(password, trustPassword, keyPassword)) {
            assertThat(kept.contains(secret)).as("Flink keeps a password").isFalse();
        }
        assertThat(kept.contains("sasl.jaas.config") && kept.contains("${parallax:file:" + folder.resolve("password")))
                .as("Flink keeps the job's Kafka properties")
                .isTrue();
    }

    @Test
    void a_password_that_the_brokers_reject_is_reported_as_one() throws Exception {
        // Given
        String wrong = secret();
        Files.writeString(folder.resolve("wrong-password"), wrong);
        // When
        String output = submit(job("wrong-password", trusted).write(folder.resolve("wrong-password.yaml")));
        // Then
        assertThat(output)
                .contains("kafka.sasl.*: must be credentials that the brokers take, and they refuse them")
                .contains("invalid credentials with SASL mechanism SCRAM-SHA-512")
                .doesNotContain(wrong)
                .doesNotContain(trustPassword);
    }

    @Test
    void a_certificate_that_is_not_trusted_is_reported_as_one() throws Exception {
        // When
        String output = submit(job("password", stranger).write(folder.resolve("stranger.yaml")));
        // Then
        assertThat(output)
                .contains("kafka.ssl.*: must let the brokers be trusted, and the handshake fails")
                .contains("PKIX path")
                .doesNotContain(password)
                .doesNotContain(trustPassword);
    }

    private String submit(List<String> arguments) throws InterruptedException {
        return flink.flink(Stream.concat(Stream.of("run", "-d", jar.toString()), arguments.stream())
                .toList());
    }

    /** Files of jobs, checkpoints and ZooKeeper while the job runs. */
    private String kept() throws IOException {
        return text(folder.resolve("ha")) + text(folder.resolve("checkpoints")) + text(folder.resolve("zookeeper"));
    }

    private static String text(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(read(file));
            }
        }
        return all.toString();
    }

    /** The content of a file; empty if it was deleted, as old checkpoints are. */
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private Map<String, String> logs() throws IOException {
        Map<String, String> logs = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                logs.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return logs;
    }

    private static String text(List<ConsumerRecord<byte[], byte[]>> records) {
        StringBuilder all = new StringBuilder();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            append(all, record.key());
            append(all, record.value());
            for (Header header : record.headers()) {
                append(all, header.value());
            }
        }
        return all.toString();
    }

    private static void append(StringBuilder all, byte[] bytes) {
        if (bytes != null) {
            all.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
        }
    }
}
