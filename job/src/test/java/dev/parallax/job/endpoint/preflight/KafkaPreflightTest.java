package dev.parallax.job.endpoint.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.quickstart.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaPreflightTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() throws InterruptedException {
        broker = EmbeddedBroker.start();
        broker.createTopic("texts", 1);
        broker.createTopic("predictions", 1);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void topics_that_are_there_pass() throws InterruptedException {
        broker.createTopic("dead-letters", 1);
        assertThatCode(() -> KafkaPreflight.check(config(Map.of()), TIMEOUT)).doesNotThrowAnyException();
    }

    @Test
    void every_topic_that_does_not_exist_is_named_with_its_option() {
        // When
        ConfigException thrown =
                failure(config(Map.of("source.topics", "texts,more", "sink.dead-letters-topic", "lost")), TIMEOUT);
        // Then
        assertThat(thrown.getMessage().lines())
                .containsExactly(
                        "source.topics: must be topics that are there, and 'more' is not",
                        "sink.dead-letters-topic: must be topics that are there, and 'lost' is not");
    }

    @Test
    void brokers_that_do_not_answer_are_named() throws IOException {
        // Given a port that takes connections and never answers
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            // When
            ConfigException thrown =
                    failure(config(Map.of("kafka.bootstrap.servers", address)), Duration.ofMillis(300));
            // Then
            assertThat(thrown)
                    .hasMessage("kafka.bootstrap.servers: must be addresses of brokers that answer, and none did within"
                            + " 300 ms at '" + address + "'");
        }
    }

    @Test
    void properties_that_no_client_starts_with_are_reported_without_their_values() {
        ConfigException thrown = failure(
                config(Map.of(
                        "kafka.security.protocol", "SASL_PLAINTEXT",
                        "kafka.sasl.mechanism", "PLAIN",
                        "kafka.sasl.jaas.config", "hunter2")),
                TIMEOUT);
        assertThat(thrown).hasMessageStartingWith("kafka.*: must be properties").hasMessageNotContaining("hunter2");
    }

    private static ConfigException failure(StreamingConfig config, Duration timeout) {
        return catchThrowableOfType(ConfigException.class, () -> KafkaPreflight.check(config, timeout));
    }

    private static StreamingConfig config(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "source.topics", "texts",
                "sink.predictions-topic", "predictions",
                "sink.dead-letters-topic", "dead-letters"));
        values.putAll(more);
        return StreamingConfig.from(Settings.none().with(values, "test"));
    }
}
