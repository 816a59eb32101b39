package dev.parallax.job.endpoint.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {

    private RegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RegistryServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSchemaIsReadByItsNumber() throws Exception {
        server.with(7, "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"text\",\"type\":\"string\"}]}");

        RegisteredSchema schema = registry(Map.of()).schema(7);

        assertThat(schema.problem()).isNull();
        assertThat(schema.avro().getField("text").schema().getType()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    void typesOfAnotherSubjectAreReadFirst() throws Exception {
        server.answering(
                        "/schemas/ids/1",
                        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":["
                                + "{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"x.B\\\"}]}\","
                                + "\"references\":[{\"name\":\"x.B\",\"subject\":\"b s\",\"version\":3}]}")
                .answering(
                        "/subjects/b%20s/versions/3",
                        "{\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"B\\\",\\\"namespace\\\":\\\"x\\\","
                                + "\\\"symbols\\\":[\\\"Y\\\"]}\"}");

        RegisteredSchema schema = registry(Map.of()).schema(1);

        assertThat(schema.avro().getField("b").schema().getFullName()).isEqualTo("x.B");
    }

    @Test
    void schemasThatAreNotThereOrNotAvroAreNamed() throws Exception {
        server.answering("/schemas/ids/2", "{\"schemaType\":\"PROTOBUF\",\"schema\":\"\"}")
                .with(3, "{\"type\":\"recor");

        assertThat(registry(Map.of()).schema(1).problem()).isEqualTo("the registry has no schema 1");
        assertThat(registry(Map.of()).schema(2).problem()).contains("PROTOBUF", "expected AVRO");
        assertThat(registry(Map.of()).schema(3).problem()).contains("schema 3 is no Avro schema");
    }

    @Test
    void aSchemaThatTheRegistryTookIsReadWhateverItsNamesAndDefaultsAre() throws Exception {
        server.with(
                1,
                "{\"type\":\"record\",\"name\":\"a-b\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"int\"],"
                        + "\"default\":5}]}");

        assertThat(registry(Map.of()).schema(1).problem()).isNull();
    }

    @Test
    void theNextAddressIsAskedWhereOneDoesNotAnswer() throws Exception {
        server.with(1, "\"string\"");
        RegistryServer gone = new RegistryServer();
        gone.close();

        SchemaRegistry registry = new HttpSchemaRegistry(
                new RegistryConfig(Map.of(RegistryConfig.URLS, gone.url() + "," + server.url() + "/")));

        assertThat(registry.schema(1).problem()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void whatMayPassIsAnIOException(int status) {
        server.answerWith(status);

        assertThatThrownBy(() -> registry(Map.of()).schema(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("schema registry")
                .hasMessageContaining("" + status);
        assertThatThrownBy(() -> new HttpSchemaRegistry(config(Map.of())).ping())
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerThatIsNoJsonIsAnIOException() {
        server.answering("/schemas/ids/1", "<html>");

        assertThatThrownBy(() -> registry(Map.of()).schema(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is localhost a schema registry?");
    }

    @Test
    void credentialsAreThoseOfConfluentsClients() throws Exception {
        registry(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ann:pw"))
                .schema(1);
        registry(Map.of("basic.auth.user.info", "ann:pw")).schema(1);
        registry(Map.of("bearer.auth.token", "abc")).schema(1);
        registry(Map.of(RegistryConfig.URLS, server.url().replace("//", "//bob:pw@")))
                .schema(1);
        registry(Map.of()).schema(1);

        assertThat(server.authorizations())
                .containsExactly(
                        Optional.of(basic("ann:pw")),
                        Optional.of(basic("ann:pw")),
                        Optional.of("Bearer abc"),
                        Optional.of(basic("bob:pw")),
                        Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry:8081", "ftp://registry", "http://", "http://a b", ""})
    void addressesThatAreNoneAreRefusedWithoutQuotingThem(String address) {
        assertThatThrownBy(() -> new RegistryConfig(Map.of(RegistryConfig.URLS, address)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void noMessageHoldsCredentials() {
        Map<String, String> wrong =
                Map.of(RegistryConfig.URLS, "http://ann:geheim@ho st", RegistryConfig.BASIC_SOURCE, "URL");

        assertThatThrownBy(() -> new RegistryConfig(wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() ->
                        new RegistryConfig(Map.of(RegistryConfig.URLS, "http://h", RegistryConfig.USER_INFO, "geheim")))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("geheim");
        assertThat(new RegistryConfig(Map.of(RegistryConfig.URLS, "http://ann:geheim@h:81")).addresses())
                .asString()
                .isEqualTo("[http://h:81]");
    }

    @Test
    void aNumberIsAskedForOnceAndOneThatIsNotThereAfterAMinuteAgain() throws Exception {
        server.with(1, "\"string\"");
        long[] nanos = {0};
        SchemaRegistry cached = new CachedSchemaRegistry(registry(Map.of()), () -> nanos[0]);

        cached.schema(1);
        cached.schema(1);
        cached.schema(2);
        cached.schema(2);
        nanos[0] = CachedSchemaRegistry.PROBLEMS_LAST.toNanos();
        cached.schema(1);
        cached.schema(2);

        assertThat(server.asked()).containsExactly("/schemas/ids/1", "/schemas/ids/2", "/schemas/ids/2");
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private SchemaRegistry registry(Map<String, String> more) {
        return new HttpSchemaRegistry(config(more));
    }

    private RegistryConfig config(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(RegistryConfig.URLS, server.url()));
        properties.putAll(more);
        return new RegistryConfig(properties);
    }
}
