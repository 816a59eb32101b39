package dev.parallax.job.endpoint.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.MalformedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroTreeTest {

    private static final Schema EVERYTHING = schema("""
            {"type":"record","name":"Event","fields":[
              {"name":"id","type":"long"},
              {"name":"text","type":["null","string"]},
              {"name":"score","type":"double"},
              {"name":"share","type":"float"},
              {"name":"count","type":"int"},
              {"name":"open","type":"boolean"},
              {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["A","B"]}},
              {"name":"raw","type":"bytes"},
              {"name":"hash","type":{"type":"fixed","name":"Hash","size":4}},
              {"name":"tags","type":{"type":"array","items":"string"}},
              {"name":"attributes","type":{"type":"map","values":"int"}},
              {"name":"next","type":["null","Event"]}]}""");

    private static final Schema LIST =
            schema("{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}");

    @Property(tries = 300)
    void whatAvroWritesIsReadAsWhatAvroShows(@ForAll long seed) throws Exception {
        Object datum = new RandomData(EVERYTHING, 1, seed).iterator().next();

        JsonNode tree = AvroTree.of(framed(EVERYTHING, datum), 5, EVERYTHING);

        assertSame(tree, datum, EVERYTHING);
    }

    private static void assertSame(JsonNode tree, Object datum, Schema schema) throws IOException {
        switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record record = (GenericData.Record) datum;
                assertThat(tree.size()).isEqualTo(schema.getFields().size());
                for (Schema.Field field : schema.getFields()) {
                    assertSame(tree.path(field.name()), record.get(field.pos()), field.schema());
                }
            }
            case UNION ->
                assertSame(tree, datum, schema.getTypes().get(GenericData.get().resolveUnion(schema, datum)));
            case ARRAY -> {
                List<?> items = (List<?>) datum;
                assertThat(tree.size()).isEqualTo(items.size());
                for (int i = 0; i < items.size(); i++) {
                    assertSame(tree.path(i), items.get(i), schema.getElementType());
                }
            }
            case MAP -> {
                var entries = (java.util.Map<?, ?>) datum;
                assertThat(tree.size()).isEqualTo(entries.size());
                for (var entry : entries.entrySet()) {
                    assertSame(tree.path(entry.getKey().toString()), entry.getValue(), schema.getValueType());
                }
            }
            case BYTES -> assertThat(tree.binaryValue()).isEqualTo(((java.nio.ByteBuffer) datum).array());
            case FIXED -> assertThat(tree.binaryValue()).isEqualTo(((GenericData.Fixed) datum).bytes());
            case NULL -> assertThat(tree.isNull()).isTrue();
            default -> assertThat(tree.asText()).isEqualTo(datum.toString());
        }
    }

    @Property(tries = 3_000)
    void damagedBytesAreAValueOrRefused(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] bytes = framed(
                EVERYTHING, new RandomData(EVERYTHING, 1, seed).iterator().next());
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        byte[] cut = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) + 1 : bytes.length);

        try {
            assertThat(AvroTree.of(cut, Math.min(5, cut.length), EVERYTHING)).isNotNull();
        } catch (MalformedRecord e) {
            assertThat(e.reason()).isIn(Reason.INVALID_AVRO, Reason.INVALID_UTF8);
        }
    }

    @Test
    void lengthsThatAreNotThereTakeNoMemory() throws Exception {
        byte[] aString = written(encoder -> encoder.writeLong(Integer.MAX_VALUE - 16L));
        byte[] nothings = written(encoder -> {
            encoder.writeArrayStart();
            encoder.setItemCount(2_000_000_000L);
            encoder.writeArrayEnd();
        });

        assertRefused(aString, schema("\"string\""), "beyond the end");
        assertRefused(aString, schema("\"bytes\""), "beyond the end");
        assertRefused(
                nothings, schema("{\"type\":\"array\",\"items\":\"null\"}"), "more items than the value has bytes");
    }

    @Test
    void depthHasALimit() throws Exception {
        byte[] deep = written(encoder -> {
            for (int i = 0; i < 1_000_000; i++) {
                encoder.writeIndex(1);
            }
            encoder.writeIndex(0);
        });

        assertRefused(deep, LIST, "nested more deeply than 1000 levels");
    }

    @Test
    void bytesBehindAValueAreRefused() throws Exception {
        assertRefused(new byte[] {2, 4, 6}, schema("\"int\""), "2 bytes are left");
    }

    @Test
    void halfACharacterIsNotRepaired() {
        byte[] half = {2, (byte) 0xc3};

        assertThatThrownBy(() -> AvroTree.of(half, 0, schema("\"string\"")))
                .isInstanceOfSatisfying(
                        MalformedRecord.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_UTF8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    timestamp-millis       | long | 1769860800123          | 1769860800123
                    timestamp-micros       | long | 1769860800123456       | 1769860800123
                    timestamp-micros       | long | -1                     | -1
                    timestamp-nanos        | long | 1769860800123456789    | 1769860800123
                    date                   | int  | 20484                  | "2026-01-31"
                    local-timestamp-millis | long | 1769860800123          | "2026-01-31T12:00:00.123"
                    local-timestamp-micros | long | 1769860800123456       | "2026-01-31T12:00:00.123"
                    """)
    void timesAreWhatTheirSchemaSays(String logical, String type, long value, String shown) throws Exception {
        Schema schema = schema("{\"type\":\"" + type + "\",\"logicalType\":\"" + logical + "\"}");

        JsonNode tree = AvroTree.of(written(encoder -> encoder.writeLong(value)), 0, schema);

        assertThat(tree).hasToString(shown);
    }

    @Test
    void timesOfDebeziumAreMillisecondsToo() throws Exception {
        Schema micros = schema("{\"type\":\"long\",\"connect.name\":\"io.debezium.time.MicroTimestamp\"}");

        assertThat(AvroTree.of(written(encoder -> encoder.writeLong(1_769_860_800_123_456L)), 0, micros))
                .hasToString("1769860800123");
    }

    @Test
    void aDayBeyondTheCalendarIsItsNumber() throws Exception {
        Schema day = schema("{\"type\":\"long\",\"connect.name\":\"io.debezium.time.Date\"}");

        assertThat(AvroTree.of(written(encoder -> encoder.writeLong(Long.MAX_VALUE)), 0, day))
                .hasToString("\"9223372036854775807\"");
    }

    @Test
    void decimalsAreNumbers() throws Exception {
        Schema price = schema("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":6,\"scale\":2}");

        assertThat(AvroTree.of(new byte[] {4, 4, (byte) 0xd2}, 0, price)).hasToString("12.34");
    }

    private static void assertRefused(byte[] bytes, Schema schema, String why) {
        assertThatThrownBy(() -> AvroTree.of(bytes, 0, schema))
                .isInstanceOfSatisfying(
                        MalformedRecord.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_AVRO))
                .hasMessageContaining(why);
    }

    private static byte[] framed(Schema schema, Object datum) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[5]);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(datum, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(BinaryEncoder encoder) throws IOException;
    }

    private static byte[] written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        writing.to(encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }
}
