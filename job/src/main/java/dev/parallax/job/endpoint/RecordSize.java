package dev.parallax.job.endpoint;

import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a Kafka record takes alone in its batch, uncompressed, at most: topics count batches, not records. By Kafka's
 * message format 2 (kafka.apache.org/documentation/#messageformat); numbers of variable length count as if they had all their
 * bytes, as they do where producers hold a record against {@code max.request.size}.
 */
final class RecordSize {

    /** What stands before the records of a batch. */
    private static final int BATCH_HEADER = 61;
    /** Length, attributes, timestamp and offset of a record. */
    private static final int BEFORE_THE_KEY = 5 + 1 + 10 + 5;
    /** A length or a number of headers. */
    private static final int LENGTH = 5;

    private RecordSize() {}

    /** Bytes of a record. */
    static long of(ProducerRecord<byte[], byte[]> record) {
        long bytes = withoutHeaders(record.key(), length(record.value()));
        for (org.apache.kafka.common.header.Header header : record.headers()) {
            bytes += header(header.key(), header.value());
        }
        return bytes;
    }

    /**
     * Bytes of a record with the key and the headers of another.
     *
     * @param source the other
     * @param valueBytes bytes of its value
     */
    static long of(RawRecord source, long valueBytes) {
        long bytes = withoutHeaders(source.key(), valueBytes);
        for (Header header : source.headers()) {
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
