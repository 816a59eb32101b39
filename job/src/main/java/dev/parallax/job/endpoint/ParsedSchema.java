package dev.parallax.job.endpoint;

import dev.parallax.text.Header;
import dev.parallax.text.Parsed;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextParser;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads Kafka records as texts; a record that holds none goes on as a dead letter, and none is ever dropped. */
final class ParsedSchema implements KafkaRecordDeserializationSchema<Parsed> {

    private final TextParser parser;

    /** @param parser reads values */
    ParsedSchema(TextParser parser) {
        this.parser = parser;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<Parsed> out) {
        List<Header> headers = new ArrayList<>();
        consumed.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        out.collect(parser.parse(new RawRecord(
                consumed.topic(),
                consumed.partition(),
                consumed.offset(),
                consumed.timestamp(),
                System.currentTimeMillis(),
                consumed.key(),
                consumed.value(),
                headers)));
    }

    @Override
    public TypeInformation<Parsed> getProducedType() {
        return TypeInformation.of(Parsed.class);
    }
}
