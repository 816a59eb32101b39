package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.digest.Sha256;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.RecordSize;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.endpoint.topic.TopicRules;
import dev.parallax.job.wire.DeadLetterJson;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterSplitterTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DeadLetterSerializer SERIALIZER =
            new DeadLetterSerializer(new SizedOutput("dead", Long.MAX_VALUE));
    private static final int PARTITIONS = 3;

    @Property(tries = 500)
    void parts_fit_and_are_together_the_letter_byte_for_byte(
            @ForAll("letters") DeadLetter letter, @ForAll @IntRange(min = 4000, max = 30_000) int limit)
            throws IOException {
        // When
        List<ProducerRecord<byte[], byte[]>> records = records(letter, limit);
        // Then
        assertThat(records)
                .allSatisfy(record -> assertThat(RecordSize.of(record)).isLessThanOrEqualTo(limit));
        if (text(records.get(0).headers(), "parallax.part").isEmpty()) {
            assertThat(records).hasSize(1);
            assertThat(records.get(0).value()).isEqualTo(letter.source().value());
            assertThat(records.get(0).key()).isEqualTo(letter.source().key());
        } else {
            assertThat(SERIALIZER.size(letter)).isGreaterThan(limit);
            byte[] joined = join(records);
            assertThat(joined).isEqualTo(new DeadLetterJson().write(letter));
            assertThat(read(joined, letter.source())).isEqualTo(letter);
        }
    }

    @Test
    void a_part_says_what_is_wrong_and_which_part_of_what_it_is() throws IOException {
        // Given
        DeadLetter letter = letter(Records.bytes("key"), new byte[9000], Records.RAW.headers());
        // When
        List<ProducerRecord<byte[], byte[]>> records = records(letter, 6000);
        // Then
        String digest = Sha256.of(new DeadLetterJson().write(letter));
        assertThat(records).hasSizeGreaterThan(2);
        for (int i = 0; i < records.size(); i++) {
            ProducerRecord<byte[], byte[]> record = records.get(i);
            assertThat(record.key()).isEqualTo(Records.bytes("key"));
            assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
            assertThat(record.partition()).isNull();
            assertThat(IntStream.range(0, record.headers().toArray().length)
                            .mapToObj(place -> record.headers().toArray()[place])
                            .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)))
                    .containsExactly(
                            "parallax.part=" + (i + 1) + "/" + records.size(),
                            "parallax.letter=" + digest,
                            "parallax.reason=INVALID_JSON",
                            "parallax.stage=PARSE",
                            "parallax.detail=It makes no sense",
                            "parallax.source.topic=texts",
                            "parallax.source.partition=3",
                            "parallax.source.offset=14");
            assertThat(DeadLetterSplitter.continues(record.headers())).isEqualTo(i > 0);
        }
    }

    @Test
    void a_key_without_room_stands_in_the_letter_alone_and_its_parts_stay_in_one_partition() throws IOException {
        // Given
        DeadLetter letter = letter(new byte[5000], new byte[1000], List.of());
        // When
        List<ProducerRecord<byte[], byte[]>> records = records(letter, 6000);
        // Then
        assertThat(records).hasSizeGreaterThan(1).allSatisfy(record -> {
            assertThat(record.key()).isNull();
            assertThat(record.partition()).isEqualTo(records.get(0).partition()).isBetween(0, PARTITIONS - 1);
        });
        assertThat(read(join(records), letter.source())).isEqualTo(letter);
    }

    @Test
    void a_long_detail_is_whole_in_the_letter_only() throws IOException {
        // Given
        DeadLetter letter = new DeadLetter(
                Reason.ENCODING_FAILED,
                "why ".repeat(5000),
                letter(null, new byte[10], List.of()).source());
        // When
        List<ProducerRecord<byte[], byte[]>> records = records(letter, 6000);
        // Then
        assertThat(text(records.get(0).headers(), "parallax.detail")).hasValue("why ".repeat(50));
        assertThat(read(join(records), letter.source())).isEqualTo(letter);
    }

    @Test
    void a_record_that_was_a_part_before_is_distinguished_from_one_that_is_a_part_now() throws IOException {
        // Given a part that was sent again to the job
        List<Header> stale = List.of(new Header("parallax.part", Records.bytes("2/3")));
        DeadLetter small = letter(null, new byte[10], stale);
        DeadLetter large = letter(null, new byte[9000], stale);
        // When
        List<ProducerRecord<byte[], byte[]>> whole = records(small, 6000);
        List<ProducerRecord<byte[], byte[]>> parts = records(large, 6000);
        // Then
        assertThat(whole).hasSize(1);
        assertThat(DeadLetterSplitter.continues(whole.get(0).headers())).isFalse();
        assertThat(text(whole.get(0).headers(), "parallax.part")).hasValue("whole");
        assertThat(whole.get(0).partition()).isNull();
        assertThat(DeadLetterSplitter.continues(parts.get(0).headers())).isFalse();
        assertThat(DeadLetterSplitter.continues(parts.get(1).headers())).isTrue();
        assertThat(read(join(parts), large.source())).isEqualTo(large);
    }

    @Test
    void in_a_compacted_topic_no_part_replaces_another() throws IOException {
        // Given
        OutputTopic topic = OutputTopic.of(
                "dead", new TopicRules(5000, true, false, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        DeadLetter letter = letter(Records.bytes("key"), new byte[9000], List.of());
        DeadLetterSerializer serializer = new DeadLetterSerializer(topic);
        // When
        List<ProducerRecord<byte[], byte[]>> records = new DeadLetterSplitter(topic)
                .of(letter).stream()
                        .map(part -> serializer.serialize(part, new Sink(), null))
                        .toList();
        // Then
        assertThat(records.stream().map(record -> new String(record.key(), StandardCharsets.UTF_8)))
                .hasSizeGreaterThan(2)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("texts-3@14#"));
        assertThat(records).allSatisfy(record -> {
            assertThat(record.partition()).isEqualTo(records.get(0).partition()).isNotNull();
            assertThat(RecordSize.of(record)).isLessThanOrEqualTo(5000);
        });
        assertThat(read(join(records), letter.source())).isEqualTo(letter);
    }

    @Test
    void without_a_limit_a_letter_is_whole() {
        DeadLetter letter = letter(new byte[3_000_000], new byte[3_000_000], List.of());
        assertThat(DeadLetterSplitter.none().of(letter)).containsExactly(letter);
    }

    @Test
    void other_records_are_not_parts() {
        assertThat(DeadLetterSplitter.continues(new RecordHeaders())).isFalse();
        assertThat(DeadLetterSplitter.continues(new RecordHeaders().add("parallax.part", null)))
                .isFalse();
    }

    @Provide
    Arbitrary<DeadLetter> letters() {
        Arbitrary<byte[]> text = Arbitraries.strings()
                .ofMaxLength(20_000)
                .filter(string -> Records.bytes(string).length == 0
                        || string.chars().noneMatch(unit -> Character.isSurrogate((char) unit)))
                .map(Records::bytes);
        Arbitrary<byte[]> binary = Arbitraries.bytes().array(byte[].class).ofMaxSize(20_000);
        Arbitrary<byte[]> bytes = Arbitraries.oneOf(text, binary).injectNull(0.1);
        Arbitrary<Header> header = Combinators.combine(
                        Arbitraries.strings().alpha().numeric().ofMaxLength(30), bytes)
                .as(Header::new);
        return Combinators.combine(
                        Arbitraries.of(Reason.class),
                        Arbitraries.strings().ascii().ofMaxLength(600),
                        bytes,
                        bytes,
                        header.list().ofMaxSize(3))
                .as((reason, detail, key, value, headers) -> new DeadLetter(
                        reason, reason.stage().orElse(DeadLetter.Stage.ENCODE), detail, source(key, value, headers)));
    }

    private static DeadLetter letter(byte[] key, byte[] value, List<Header> headers) {
        return new DeadLetter(Reason.INVALID_JSON, "It makes no sense", source(key, value, headers));
    }

    private static RawRecord source(byte[] key, byte[] value, List<Header> headers) {
        return new RawRecord("texts", 3, 14, 1_700_000_000_000L, 1_700_000_000_159L, key, value, headers);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(DeadLetter letter, int limit) {
        return new DeadLetterSplitter(new SizedOutput("dead", limit))
                .of(letter).stream()
                        .map(part -> SERIALIZER.serialize(part, new Sink(), null))
                        .toList();
    }

    /** Joins the parts of a dead letter as documented for consumers. */
    private static byte[] join(List<ProducerRecord<byte[], byte[]>> records) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int number = 1; number <= records.size(); number++) {
            String part = number + "/" + records.size();
            joined.write(records.stream()
                    .filter(record -> text(record.headers(), "parallax.part").equals(Optional.of(part)))
                    .findFirst()
                    .orElseThrow()
                    .value());
        }
        assertThat(text(records.get(0).headers(), "parallax.letter")).hasValue(Sha256.of(joined.toByteArray()));
        return joined.toByteArray();
    }

    /** The letter that some JSON is of, with what JSON does not hold from the record. */
    private static DeadLetter read(byte[] json, RawRecord times) throws IOException {
        JsonNode letter = JSON.readTree(json);
        List<Header> headers = new ArrayList<>();
        for (JsonNode header : letter.path("headers")) {
            headers.add(new Header(header.get("name").textValue(), bytes(header, "value")));
        }
        return new DeadLetter(
                Reason.valueOf(letter.get("reason").textValue()),
                DeadLetter.Stage.valueOf(letter.get("stage").textValue()),
                letter.get("detail").textValue(),
                new RawRecord(
                        letter.at("/source/topic").textValue(),
                        letter.at("/source/partition").intValue(),
                        letter.at("/source/offset").longValue(),
                        times.timestampMillis(),
                        times.readMillis(),
                        bytes(letter, "key"),
                        bytes(letter, "value"),
                        headers));
    }

    private static byte[] bytes(JsonNode json, String field) throws IOException {
        if (json.has(field + "Base64")) {
            return json.get(field + "Base64").binaryValue();
        }
        String text = json.path(field).textValue();
        return text == null ? null : Records.bytes(text);
    }

    private static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    private static final class Sink implements KafkaSinkContext {

        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return IntStream.range(0, PARTITIONS).toArray();
        }
    }
}
