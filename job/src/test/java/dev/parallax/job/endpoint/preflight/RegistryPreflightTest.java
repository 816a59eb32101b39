package dev.parallax.job.endpoint.preflight;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.endpoint.registry.RegistryServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryPreflightTest {

    @Test
    void a_registry_that_answers_is_enough() throws IOException {
        try (RegistryServer server = new RegistryServer()) {
            assertThatCode(() -> RegistryPreflight.check(config(Map.of(
                            "source.format", "confluent-avro", "kafka.consumer.schema.registry.url", server.url()))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void none_is_asked_where_the_format_needs_none() {
        assertThatCode(() -> RegistryPreflight.check(config(Map.of("source.format", "confluent-json"))))
                .doesNotThrowAnyException();
    }

    @Test
    void one_that_does_not_answer_is_named() throws IOException {
        String url;
        try (RegistryServer server = new RegistryServer()) {
            url = server.url();
        }
        assertThatThrownBy(() -> RegistryPreflight.check(
                        config(Map.of("source.format", "confluent-avro", "kafka.consumer.schema.registry.url", url))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.consumer.schema.registry.url")
                .hasMessageContaining(url);
    }

    @Test
    void a_value_that_is_not_an_address_is_rejected_without_being_quoted() {
        assertThatThrownBy(() -> RegistryPreflight.check(config(Map.of(
                        "source.format",
                        "confluent-avro",
                        "kafka.consumer.schema.registry.url",
                        "user:geheim@registry"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.consumer.schema.registry.url")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void avro_needs_a_registry() {
        assertThatThrownBy(() -> config(Map.of("source.format", "confluent-avro")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.consumer.schema.registry.url")
                .hasMessageContaining("confluent-avro");
    }

    private static StreamingConfig config(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", "localhost:9092",
                "source.topics", "texts",
                "sink.predictions-topic", "predictions",
                "sink.dead-letters-topic", "dead-letters"));
        values.putAll(more);
        return StreamingConfig.from(Settings.none().with(values, "test"));
    }
}
