package dev.parallax.job.endpoint.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.config.KafkaProperties;
import dev.parallax.job.config.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks how Kafka's clients resolve properties with placeholders. */
class PlaceholderProviderTest {

    @TempDir
    private Path folder;

    private Path secret;

    @BeforeEach
    void writeSecret() throws IOException {
        secret = Files.writeString(folder.resolve("a:b c"), "  s3cret\n");
    }

    @Test
    void a_client_fills_in_files_and_variables() {
        // Given
        Map<String, String> properties = consumer(
                "kafka.sasl.jaas.config=Login user=\"${env:PATH}\" password=\"${file:" + secret + "}\";",
                "kafka.ssl.key.password=${file:" + secret + "}",
                "kafka.ssl.truststore.location=" + folder + "/$${x}");
        // When
        ConsumerConfig client = client(PlaceholderProvider.fillingIn(properties));
        // Then
        assertThat(properties.toString()).doesNotContain("s3cret");
        assertThat(client.getPassword("sasl.jaas.config"))
                .isEqualTo(new Password("Login user=\"" + System.getenv("PATH") + "\" password=\"s3cret\";"));
        assertThat(client.getPassword("ssl.key.password")).isEqualTo(new Password("s3cret"));
        assertThat(client.getString("ssl.truststore.location")).isEqualTo(folder + "/${x}");
    }

    @Property(tries = 300)
    void a_client_fills_in_what_would_be_filled_in_at_once(@ForAll("values") String value) {
        // Given
        Map<String, String> filled;
        try {
            filled = consumer("kafka.client.id=" + value, "kafka.ssl.key.password=" + value);
        } catch (dev.parallax.job.config.value.ConfigException e) {
            assertThat(e.getMessage()).containsAnyOf("without }", "of an unknown kind");
            return;
        }
        // When
        ConsumerConfig client = client(PlaceholderProvider.fillingIn(filled));
        // Then
        assertThat(client.getPassword("ssl.key.password").value())
                .isEqualTo(filled.getOrDefault("client.id", "").trim());
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of("${env:PATH}", "${env:HOME}", "$${", "}", "$", "{", ":", "a", " ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Test
    void a_secret_that_changes_counts_for_the_next_client() throws IOException {
        // Given
        Map<String, String> properties =
                PlaceholderProvider.fillingIn(consumer("kafka.ssl.key.password=${file:" + secret + "}"));
        assertThat(client(properties).getPassword("ssl.key.password")).isEqualTo(new Password("s3cret"));
        // When
        Files.writeString(secret, "another");
        // Then
        assertThat(client(properties).getPassword("ssl.key.password")).isEqualTo(new Password("another"));
    }

    @Test
    void a_secret_that_is_gone_is_reported_by_its_name_and_none_is_sent_in_its_place() throws IOException {
        // Given
        Map<String, String> properties = PlaceholderProvider.fillingIn(
                consumer("kafka.ssl.key.password=hunter2", "kafka.ssl.keystore.password=${file:" + secret + "}"));
        // When
        Files.delete(secret);
        // Then
        assertThatThrownBy(() -> client(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessage("A property of this Kafka client needs the file '" + secret + "', which is not there");
    }

    @Test
    void kafkas_own_providers_work_beside() throws IOException {
        // Given
        Files.writeString(folder.resolve("plain"), "theirs");
        Map<String, String> properties = consumer(
                "kafka.config.providers=dir",
                "kafka.config.providers.dir.class=" + DirectoryConfigProvider.class.getName(),
                "kafka.ssl.key.password=$${dir:" + folder + ":plain}-${file:" + secret + "}");
        // When
        ConsumerConfig client = client(PlaceholderProvider.fillingIn(properties));
        // Then
        assertThat(client.getPassword("ssl.key.password")).isEqualTo(new Password("theirs-s3cret"));
    }

    @Test
    void properties_without_placeholders_stay_as_they_are() {
        Map<String, String> properties = consumer("kafka.ssl.key.password=hunter2");
        assertThat(PlaceholderProvider.fillingIn(properties)).isEqualTo(properties);
    }

    private static Map<String, String> consumer(String... overrides) {
        List<String> all = new ArrayList<>(List.of("kafka.bootstrap.servers=broker:9092"));
        all.addAll(List.of(overrides));
        return KafkaProperties.from(Settings.load(Optional.empty(), all)).consumer();
    }

    private static ConsumerConfig client(Map<String, String> properties) {
        return new ConsumerConfig(ConsumerConfig.appendDeserializerToConfig(
                Map.copyOf(properties), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
}
