package dev.parallax.job.endpoint.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordSizeTest {

    /** Most bytes by which a length of variable size is counted too large. */
    private static final int VARIABLE_LENGTH = 4;

    @Property(tries = 500)
    void a_record_is_never_smaller_for_a_topic_or_a_producer_than_it_is_counted(
            @ForAll @WithNull byte[] key,
            @ForAll @WithNull byte[] value,
            @ForAll @Size(max = 5) List<String> names,
            @ForAll @WithNull byte[] headerValue,
            @ForAll long timestamp) {
        // Given
        List<Header> headers = new ArrayList<>();
        names.forEach(name -> headers.add(new RecordHeader(name, headerValue)));
        Header[] array = headers.toArray(new Header[0]);
        // When
        long size = RecordSize.of(new ProducerRecord<>("t", null, null, key, value, headers));
        long estimate = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, array);
        // Then it is the producer's own estimate with every length of 1 byte counted as one of 5
        assertThat(size)
                .isGreaterThanOrEqualTo(MemoryRecords.withRecords(
                                Compression.NONE, new SimpleRecord(timestamp & Long.MAX_VALUE, key, value, array))
                        .sizeInBytes())
                .isBetween(estimate, estimate + VARIABLE_LENGTH * (3L + 2L * array.length));
    }

    @Property(tries = 50)
    void a_record_is_counted_at_most_a_few_bytes_a_field_too_large(
            @ForAll @IntRange(max = 100_000) int keyBytes, @ForAll @IntRange(max = 100_000) int valueBytes) {
        // Given
        byte[] key = new byte[keyBytes];
        byte[] value = new byte[valueBytes];
        // When
        long size = RecordSize.of(new ProducerRecord<>("t", key, value));
        // Then
        assertThat(size)
                .isLessThanOrEqualTo(MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(0, key, value))
                                .sizeInBytes()
                        + 40);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionType.class,
            names = {"GZIP", "SNAPPY", "LZ4", "ZSTD"})
    void what_cannot_be_compressed_still_fits_into_the_topic(CompressionType type) {
        for (int topic : new int[] {4096, 20_000, 1_048_588, 10_000_000}) {
            // Given the largest record of noise that is let through
            byte[] value = new byte[OutputTopic.usable(topic) - (int) RecordSize.of(record(new byte[0]))];
            new Random(topic).nextBytes(value);
            assertThat(RecordSize.of(record(value))).isEqualTo(OutputTopic.usable(topic));
            // When
            MemoryRecords batch = MemoryRecords.withRecords(
                    Compression.of(type).build(), new SimpleRecord(1_700_000_000_000L, null, value));
            // Then
            assertThat(batch.sizeInBytes()).isLessThanOrEqualTo(topic);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] value) {
        return new ProducerRecord<>("t", null, value);
    }
}
