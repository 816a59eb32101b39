package dev.parallax.job.endpoint;

import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.RecordSize;
import dev.parallax.job.endpoint.topic.Stamp;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.RawRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters as the records they were, byte for byte and with their headers, so that they can be sent again;
 * what is wrong stands in further headers. A record that was a dead letter before has them twice: the last ones count.
 *
 * <p>In a compacted topic a letter without a key has its source's position as key; every part of a letter in parts has
 * the position and its number, since another part would replace it; and a null value is an empty one, since it would
 * delete another letter and then go itself.
 */
final class DeadLetterSerializer extends ResultSerializer<DeadLetter> {

    /** Header: {@link DeadLetter.Reason}. */
    static final String REASON = "parallax.reason";
    /** Header: {@link DeadLetter.Stage}. */
    static final String STAGE = "parallax.stage";
    /** Header: one sentence. */
    static final String DETAIL = "parallax.detail";
    /** Header: topic the record came from. */
    static final String SOURCE_TOPIC = "parallax.source.topic";
    /** Header: partition the record came from, decimal. */
    static final String SOURCE_PARTITION = "parallax.source.partition";
    /** Header: offset the record came from, decimal. */
    static final String SOURCE_OFFSET = "parallax.source.offset";

    private static final byte[] EMPTY = {};

    /** @param topic where to */
    DeadLetterSerializer(OutputTopic topic) {
        super(topic);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        return record(
                letter,
                stamp(letter.source().timestampMillis()),
                DeadLetterSplitter.isPart(letter) ? partition(letter.source(), context) : null);
    }

    /** Parts of a letter that do not have its record's key would else be strewn over the topic. */
    private @Nullable Integer partition(RawRecord source, KafkaSinkContext context) {
        return source.key() == null || topic().rules().compacted()
                ? Math.floorMod(source.position().hashCode(), context.getPartitionsForTopic(topic().name()).length)
                : null;
    }

    /** Bytes of the record for a dead letter, as {@link RecordSize} counts them without {@link Stamp#HEADER}. */
    long size(DeadLetter letter) {
        return RecordSize.of(record(letter, new Stamp(null, Stamp.NONE, false, false), null));
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter, Stamp stamp, @Nullable Integer partition) {
        ProducerRecord<byte[], byte[]> result = result(letter.source(), key(letter), value(letter), stamp, partition);
        add(result, REASON, letter.reason().name());
        add(result, STAGE, letter.stage().name());
        add(result, DETAIL, letter.detail());
        add(result, SOURCE_TOPIC, letter.source().topic());
        add(result, SOURCE_PARTITION, Integer.toString(letter.source().partition()));
        add(result, SOURCE_OFFSET, Long.toString(letter.source().offset()));
        return result;
    }

    private byte @Nullable [] key(DeadLetter letter) {
        byte[] key = letter.source().key();
        if (!topic().rules().compacted()) {
            return key;
        }
        String part = DeadLetterSplitter.part(letter);
        String position = letter.source().position();
        if (part != null) {
            return bytes(position + "#" + part);
        }
        return key == null ? bytes(position) : key;
    }

    private byte @Nullable [] value(DeadLetter letter) {
        byte[] value = letter.source().value();
        return value == null && topic().rules().compacted() ? EMPTY : value;
    }

    private static void add(ProducerRecord<byte[], byte[]> result, String header, String value) {
        result.headers().add(header, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
