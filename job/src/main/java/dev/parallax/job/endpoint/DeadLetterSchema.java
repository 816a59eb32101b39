package dev.parallax.job.endpoint;

import dev.parallax.text.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

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
        ProducerRecord<byte[], byte[]> result =
                result(letter.source(), letter.source().value());
        add(result, REASON, letter.reason().name());
        add(result, STAGE, letter.reason().stage().name());
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
