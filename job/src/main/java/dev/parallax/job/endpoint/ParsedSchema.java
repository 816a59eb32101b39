package dev.parallax.job.endpoint;

import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.Parsed;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads Kafka records as texts; a record that holds none goes on as a dead letter, and none is ever dropped. */
final class ParsedSchema implements KafkaRecordDeserializationSchema<Parsed> {

    private final TextParser parser;
    private final Duration maxAhead;

    /**
     * @param parser reads values
     * @param maxAhead how far an event time may be ahead of the clock: one that is years ahead would take the event time of all
     *     others with it, and make everything late that comes then
     */
    ParsedSchema(TextParser parser, Duration maxAhead) {
        this.parser = parser;
        this.maxAhead = maxAhead;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<Parsed> out) {
        List<Header> headers = new ArrayList<>();
        consumed.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        out.collect(possible(parser.parse(new RawRecord(
                consumed.topic(),
                consumed.partition(),
                consumed.offset(),
                consumed.timestamp(),
                System.currentTimeMillis(),
                consumed.key(),
                consumed.value(),
                headers))));
    }

    private Parsed possible(Parsed parsed) {
        if (parsed.text() == null) {
            return parsed;
        }
        RawRecord source = parsed.text().source();
        long ahead = parsed.text().timestampMillis() - source.readMillis();
        return ahead <= maxAhead.toMillis()
                ? parsed
                : new Parsed(
                        null,
                        new DeadLetter(
                                DeadLetter.Reason.INVALID_FIELD,
                                "The event time must be " + maxAhead.toMillis()
                                        + " ms ahead of the clock at most, and is " + ahead + " ms ahead",
                                source));
    }

    @Override
    public TypeInformation<Parsed> getProducedType() {
        return TypeInformation.of(Parsed.class);
    }
}
