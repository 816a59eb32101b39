package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.Main;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.pipeline.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DashboardCommandTest {

    @Test
    void brokers_that_are_not_named_and_keys_that_are_invalid_are_reported_at_once() {
        // When
        StandardStreams.Run run = StandardStreams.run("dashboard", "--set", "kafca.client.id=me");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("kafka.bootstrap.servers").contains("kafca.client.id");
    }

    @Test
    void one_topic_for_two_kinds_of_records_is_reported() {
        // When
        StandardStreams.Run run =
                StandardStreams.run("dashboard", "--bootstrap", "127.0.0.1:9092", "--alerts-topic", "quality");
        // Then
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'quality'").contains("must be three");
    }

    @Test
    void properties_that_no_client_starts_with_are_reported_without_their_values() {
        // When
        StandardStreams.Run run = StandardStreams.run(
                "dashboard",
                "--bootstrap",
                "127.0.0.1:9092",
                "--port",
                "0",
                "--set",
                "kafka.security.protocol=SASL_PLAINTEXT",
                "--set",
                "kafka.sasl.mechanism=PLAIN",
                "--set",
                "kafka.sasl.jaas.config=hunter2");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("kafka.*").doesNotContain("hunter2");
    }

    @Test
    void the_page_is_served_until_the_command_is_interrupted() throws Exception {
        // Given
        PrintStream stdout = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        Thread command =
                new Thread(() -> Main.commandLine().execute("dashboard", "--bootstrap", "127.0.0.1:1", "--port", "0"));
        try {
            // When
            command.start();
            Await.until(
                    "the address is printed",
                    () -> written.toString(StandardCharsets.UTF_8).endsWith(System.lineSeparator()));
            String line = written.toString(StandardCharsets.UTF_8).strip();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            line.replace("Dashboard", "").strip()))
                                    .build(),
                            BodyHandlers.ofString());
            // Then
            assertThat(line).startsWith("Dashboard  http://127.0.0.1:");
            assertThat(answer.body()).contains("<title>Parallax dashboard</title>");
        } finally {
            command.interrupt();
            command.join(60_000);
            System.setOut(stdout);
        }
        assertThat(command.isAlive()).isFalse();
    }
}
