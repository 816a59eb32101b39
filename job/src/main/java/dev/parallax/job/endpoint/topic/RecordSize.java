package dev.parallax.job.endpoint.topic;

import dev.parallax.text.Header;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Computes an upper bound of the bytes of a Kafka record alone in its batch, uncompressed: topics limit batches, not
 * records. By Kafka's message format 2 (kafka.apache.org/documentation/#messageformat); numbers of variable length
 * count as if they had all their bytes. So a size is the sum of its parts, and known before the value is written, which
 * the producer's own estimate ({@code AbstractRecords.estimateSizeInBytesUpperBound}) is not; a test holds the two
 * together.
 */
public final class RecordSize {

    /** Size of the header of a batch. */
    private static final int BATCH_HEADER = 61;
    /** Length, attributes, timestamp and offset of a record. */
    private static final int BEFORE_THE_KEY = 5 + 1 + 10 + 5;
    /** A length or a number of headers. */
    private static final int LENGTH = 5;

    private RecordSize() {}

    /** Bytes of a record. */
    public static long of(ProducerRecord<byte[], byte[]> record) {
        long bytes = withoutHeaders(record.key(), length(record.value()));
        for (org.apache.kafka.common.header.Header header : record.headers()) {
            bytes += header(header.key(), header.value());
        }
        return bytes;
    }

    /**
     * Bytes of a record.
     *
     * @param key its key
     * @param headers its headers
     * @param valueBytes bytes of its value
     */
    public static long of(byte @Nullable [] key, List<Header> headers, long valueBytes) {
        long bytes = withoutHeaders(key, valueBytes);
        for (Header header : headers) {
            bytes += header(header.key(), header.value());
        }
        return bytes;
    }

    private static long withoutHeaders(byte @Nullable [] key, long valueBytes) {
        return BATCH_HEADER + BEFORE_THE_KEY + LENGTH + length(key) + LENGTH + valueBytes + LENGTH;
    }

    private static long header(String key, byte @Nullable [] value) {
        return LENGTH + Utils.utf8Length(key) + LENGTH + length(value);
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
