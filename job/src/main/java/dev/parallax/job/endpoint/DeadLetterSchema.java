package dev.parallax.job.endpoint;

import dev.parallax.text.DeadLetter;
import dev.parallax.text.RawRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters as the records they were, byte for byte and with their headers, so that they can be sent again; what
 * is wrong stands in further headers. A record that was a dead letter before has them twice: the last ones count.
 */
final class DeadLetterSchema extends ResultSchema<DeadLetter> {

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

    /** @param topic where to */
    DeadLetterSchema(String topic) {
        super(topic);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        return record(letter, LetterParts.isPart(letter) ? partition(letter.source(), context) : null);
    }

    /** Parts of a letter without a key would else be strewn over the topic. */
    private @Nullable Integer partition(RawRecord source, KafkaSinkContext context) {
        return source.key() == null
                ? Math.floorMod(source.position().hashCode(), context.getPartitionsForTopic(topic()).length)
                : null;
    }

    /**
     * The record for a dead letter.
     *
     * @param partition where to; {@code null} for where the key says
     */
    ProducerRecord<byte[], byte[]> record(DeadLetter letter, @Nullable Integer partition) {
        ProducerRecord<byte[], byte[]> result =
                result(letter.source(), letter.source().value(), partition);
        add(result, REASON, letter.reason().name());
        add(result, STAGE, letter.stage().name());
        add(result, DETAIL, letter.detail());
        add(result, SOURCE_TOPIC, letter.source().topic());
        add(result, SOURCE_PARTITION, Integer.toString(letter.source().partition()));
        add(result, SOURCE_OFFSET, Long.toString(letter.source().offset()));
        return result;
    }

    private static void add(ProducerRecord<byte[], byte[]> result, String header, String value) {
        result.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
    }
}
