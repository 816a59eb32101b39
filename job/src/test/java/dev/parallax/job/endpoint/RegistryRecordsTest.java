package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.endpoint.registry.RegistryServer;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RecordFields;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextParser;
import dev.parallax.text.TextRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryRecordsTest {

    private static final int KNOWN = 0x01020304;
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type":"record","name":"Review","fields":[
              {"name":"id","type":"long"},
              {"name":"text","type":["null","string"]},
              {"name":"label","type":["null","string"]},
              {"name":"timestamp","type":{"type":"long","logicalType":"timestamp-micros"}}]}""");

    private static RegistryServer forProperties;
    private static TextDeserializer deserializerForProperties;
    private RegistryServer server;

    @BeforeContainer
    static void startForProperties() throws Exception {
        forProperties = new RegistryServer().with(KNOWN, SCHEMA.toString());
        deserializerForProperties = deserializer(forProperties.url());
    }

    @AfterContainer
    static void stopForProperties() {
        forProperties.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = new RegistryServer().with(KNOWN, SCHEMA.toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_avro_record_is_a_text_by_the_same_fields() throws Exception {
        ParseResult parsed = read(deserializer(server.url()), framed(KNOWN, review(17, "good", "positive")));

        assertThat(parsed.text().id()).isEqualTo("17");
        assertThat(parsed.text().text()).isEqualTo("good");
        assertThat(parsed.text().label()).isEqualTo("positive");
        assertThat(parsed.text().timestampMillis()).isEqualTo(1_769_860_800_123L);
    }

    @Test
    void a_schema_is_asked_for_once() throws Exception {
        TextDeserializer deserializer = deserializer(server.url());

        read(deserializer, framed(KNOWN, review(1, "one", null)));
        server.close();

        assertThat(read(deserializer, framed(KNOWN, review(2, "two", null)))
                        .text()
                        .id())
                .isEqualTo("2");
    }

    @Test
    void what_cannot_be_read_is_a_dead_letter_with_its_reason() throws Exception {
        TextDeserializer deserializer = deserializer(server.url());
        byte[] whole = framed(KNOWN, review(1, "one", null));

        assertRefused(read(deserializer, framed(99, review(1, "one", null))), Reason.UNKNOWN_SCHEMA, "no schema 99");
        assertRefused(read(deserializer, Records.bytes("{\"id\":1}")), Reason.INVALID_FRAMING, "0x7b");
        assertRefused(read(deserializer, Arrays.copyOf(whole, whole.length - 1)), Reason.INVALID_AVRO, "too early");
        assertRefused(read(deserializer, framed(KNOWN, review(1, null, null))), Reason.MISSING_FIELD, "text");
    }

    @Test
    void credentials_are_filled_in_where_the_schemas_are_read(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("user"), "ann:pw\n");
        TextDeserializer deserializer = deserializer(
                Map.of("schema.registry.url", server.url(), "basic.auth.user.info", "${parallax:file:" + secret + "}"));

        read(deserializer, framed(KNOWN, review(1, "one", null)));

        assertThat(server.authorizations())
                .containsExactly(Optional.of(
                        "Basic " + Base64.getEncoder().encodeToString("ann:pw".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void a_registry_that_is_gone_is_not_a_record_s_fault() throws Exception {
        TextDeserializer deserializer = deserializer(server.url());
        server.close();

        assertThatThrownBy(() -> read(deserializer, framed(KNOWN, review(1, "one", null))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Property(tries = 2_000)
    void any_bytes_are_a_text_or_a_dead_letter_that_holds_them(@ForAll byte[] bytes, @ForAll boolean known)
            throws Exception {
        byte[] value = known
                ? ByteBuffer.allocate(bytes.length + 5)
                        .put((byte) 0)
                        .putInt(KNOWN)
                        .put(bytes)
                        .array()
                : bytes;

        ParseResult parsed = read(deserializerForProperties, value);

        assertThat(parsed.text() == null).isNotEqualTo(parsed.deadLetter() == null);
        if (parsed.deadLetter() != null) {
            assertThat(parsed.deadLetter().source().value()).isEqualTo(value);
            assertThat(parsed.deadLetter().reason()).isNotEqualTo(Reason.UNEXPECTED);
        }
    }

    private static void assertRefused(ParseResult parsed, Reason reason, String detail) {
        assertThat(parsed.deadLetter().reason()).isEqualTo(reason);
        assertThat(parsed.deadLetter().detail()).contains(detail);
    }

    private static TextDeserializer deserializer(String url) throws Exception {
        return deserializer(Map.of("schema.registry.url", url));
    }

    /** The deserializer after serialization, as in a TaskManager. */
    private static TextDeserializer deserializer(Map<String, String> consumer) throws Exception {
        TextDeserializer deserializer = InstantiationUtil.clone(new TextDeserializer(
                new TextParser(TextRules.of(RecordFormat.CONFLUENT_AVRO, RecordFields.DEFAULT, 1_000)),
                consumer,
                Duration.ofMinutes(10)));
        deserializer.open(null);
        return deserializer;
    }

    private static ParseResult read(TextDeserializer deserializer, byte[] value) throws IOException {
        List<ParseResult> out = new ArrayList<>();
        deserializer.deserialize(new ConsumerRecord<>("texts", 0, 1, null, value), new ListCollector<>(out));
        assertThat(out).hasSize(1);
        return out.get(0);
    }

    private static GenericData.Record review(long id, String text, String label) {
        return new GenericRecordBuilder(SCHEMA)
                .set("id", id)
                .set("text", text)
                .set("label", label)
                .set("timestamp", 1_769_860_800_123_456L)
                .build();
    }

    private static byte[] framed(int id, GenericData.Record record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.write(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(SCHEMA).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
