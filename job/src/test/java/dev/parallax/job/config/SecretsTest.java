package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PW", "hunter2", "TOPIC", "texts", "NESTED", "${env:PW}");

    @TempDir
    private Path folder;

    @Test
    void variables_and_files_are_filled_in_anywhere() throws IOException {
        // Given
        Path prefix = Files.writeString(folder.resolve("prefix"), "  reader\n");
        // When
        StreamingConfig config = StreamingConfig.from(load(
                "source.topics=${env:TOPIC},more-${env:TOPIC}",
                "sink.transactional-id-prefix=${file:" + prefix + "}",
                "kafka.client.id=$${x}-${env:NESTED}"));
        // Then
        assertThat(config.source().topics()).containsExactly("texts", "more-texts");
        assertThat(config.sink().transactionalIdPrefix()).isEqualTo("reader");
        assertThat(config.kafka().consumer()).containsEntry("client.id", "${x}-${env:PW}");
    }

    @Test
    void what_may_be_a_secret_of_kafkas_clients_is_left_to_them() throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), "  s3cret\n");
        // When
        KafkaProperties kafka = KafkaProperties.from(load(
                "kafka.sasl.jaas.config=Login username=\"u\" password=\"${env:PW}\" other=\"${file:" + secret + "}\";",
                "kafka.consumer.ssl.key.password=$${x}${env:PW}",
                "kafka.producer.ssl.key.password=${env:NESTED}"));
        // Then
        String login =
                "Login username=\"u\" password=\"${parallax:env:PW}\" other=\"${parallax:file:" + secret + "}\";";
        assertThat(kafka.consumer())
                .containsEntry("sasl.jaas.config", login)
                .containsEntry("ssl.key.password", "${x}${parallax:env:PW}");
        assertThat(kafka.producer())
                .containsEntry("sasl.jaas.config", login)
                .containsEntry("ssl.key.password", "${parallax:env:NESTED}");
    }

    @Test
    void what_cannot_be_filled_in_is_told_with_key_and_name() throws IOException {
        // Given
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        // When
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> StreamingConfig.from(load(
                        "source.topics=texts",
                        "kafka.ssl.key.password=${env:NONE}",
                        "kafka.ssl.keystore.password=${file:/no/such/file}",
                        "kafka.ssl.keystore.certificate.chain=${file:" + large + "}",
                        "kafka.ssl.truststore.password=${vault:x}",
                        "kafka.sasl.jaas.config=${env:PW",
                        "kafka.ssl.keystore.key=$${x${env:PW}")));
        // Then
        assertThat(thrown.getMessage().lines())
                .containsExactly(
                        "kafka.ssl.key.password (--set): needs the environment variable 'NONE', which is not set",
                        "kafka.ssl.keystore.password (--set): needs the file '/no/such/file', which is not there",
                        "kafka.ssl.keystore.certificate.chain (--set): needs the file '" + large
                                + "', and it has more than 1048576 bytes: expected 1048576 at most",
                        "kafka.ssl.truststore.password (--set): holds a placeholder of an unknown kind: it must be"
                                + " ${env:NAME} or ${file:/path}; write $${ for a plain ${",
                        "kafka.sasl.jaas.config (--set): holds ${ without }: a placeholder must be ${env:NAME} or"
                                + " ${file:/path}; write $${ for a plain ${",
                        "kafka.ssl.keystore.key (--set): holds $${ without } before a placeholder: Kafka's"
                                + " clients read both"
                                + " as one");
    }

    @Test
    void no_secret_is_shown_by_a_config_a_description_or_an_error() {
        // Given
        Settings settings = load(
                "source.topics=texts",
                "kafka.sasl.jaas.config=${env:PW}",
                "kafka.ssl.key.password=hunter2",
                "kafka.consumer.security.protocol=SASL_SSL",
                "flink.s3.secret-key=hunter2",
                "flink.s3.endpoint=http://s3:9000",
                "sink.transactional-id-prefix=${env:PW}");
        // When
        StreamingConfig config = StreamingConfig.from(settings);
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> StreamingConfig.from(
                        load("source.topics=texts", "batch.max-rows=${env:PW}", "sink.predictions-topic=${env:PW}!")));
        // Then
        assertThat(settings.toString() + config.kafka() + config.pipeline() + thrown.getMessage())
                .doesNotContain("hunter2");
        assertThat(settings.describe())
                .noneMatch(line -> line.contains("hunter2"))
                .contains(
                        "source.topics = texts",
                        "batch.max-rows = 0",
                        "sink.transactional-id-prefix = ${env:PW}",
                        "kafka.bootstrap.servers = broker:9092",
                        "kafka.consumer.security.protocol = SASL_SSL",
                        "kafka.sasl.jaas.config = ******",
                        "kafka.ssl.key.password = ******",
                        "flink.s3.secret-key = ******",
                        "flink.s3.endpoint = http://s3:9000");
        assertThat(config.kafka().toString()).contains("bootstrap.servers=broker:9092", "ssl.key.password=******");
    }

    private static Settings load(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=broker:9092",
                "sink.predictions-topic=predictions",
                "sink.dead-letters-topic=dead-letters"));
        all.addAll(List.of(overrides));
        return Settings.load(Optional.empty(), all, ENVIRONMENT::get);
    }
}
