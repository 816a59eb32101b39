package dev.parallax.job.endpoint;

import dev.parallax.job.endpoint.registry.RegistryValues;
import dev.parallax.job.endpoint.topic.PlaceholderProvider;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextParser;
import dev.parallax.text.ValueTrees;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads Kafka records as texts; a record that holds none goes on as a dead letter, and none is ever dropped. */
final class TextDeserializer implements KafkaRecordDeserializationSchema<ParseResult> {

    private final TextParser parser;
    private final Duration maxAhead;
    private final Map<String, String> consumer;
    private transient @Nullable ValueTrees trees;

    /**
     * @param parser reads values
     * @param consumer properties of the consumer, which name the schema registry where the format needs one
     * @param maxAhead how far an event time may be ahead of the clock: one that is years ahead would take the event
     *     time of all others with it, and make everything late that comes then
     */
    TextDeserializer(TextParser parser, Map<String, String> consumer, Duration maxAhead) {
        this.parser = parser;
        this.consumer = new HashMap<>(consumer);
        this.maxAhead = maxAhead;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        if (parser.format() == RecordFormat.CONFLUENT_AVRO) {
            trees = RegistryValues.open(PlaceholderProvider.fillingIn(consumer));
        }
    }

    /**
     * @throws IOException if the schema registry does not answer, so that the job reads the record again after a
     *     restart
     */
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<ParseResult> out) throws IOException {
        List<Header> headers = new ArrayList<>();
        consumed.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        RawRecord source = new RawRecord(
                consumed.topic(),
                consumed.partition(),
                consumed.offset(),
                consumed.timestamp(),
                System.currentTimeMillis(),
                consumed.key(),
                consumed.value(),
                headers);
        out.collect(possible(trees == null ? parser.parse(source) : parser.parse(source, trees)));
    }

    private ParseResult possible(ParseResult parsed) {
        if (parsed.text() == null) {
            return parsed;
        }
        RawRecord source = parsed.text().source();
        long ahead = parsed.text().timestampMillis() - source.readMillis();
        return ahead <= maxAhead.toMillis()
                ? parsed
                : new ParseResult(
                        null,
                        new DeadLetter(
                                DeadLetter.Reason.INVALID_FIELD,
                                "The event time must be " + maxAhead.toMillis()
                                        + " ms ahead of the clock at most, and is " + ahead + " ms ahead",
                                source));
    }

    @Override
    public TypeInformation<ParseResult> getProducedType() {
        return TypeInformation.of(ParseResult.class);
    }
}
