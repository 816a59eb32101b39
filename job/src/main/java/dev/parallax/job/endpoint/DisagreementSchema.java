package dev.parallax.job.endpoint;

import dev.parallax.shadow.Comparison;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes disagreements as JSON with their source record's key, headers and timestamp. */
final class DisagreementSchema extends ResultSchema<Comparison> {

    private final DisagreementJson json;

    /**
     * @param topic where to
     * @param json how
     */
    DisagreementSchema(String topic, DisagreementJson json) {
        super(topic);
        this.json = json;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Comparison compared, KafkaSinkContext context, Long timestamp) {
        return result(compared.scored().text().source(), json.write(compared));
    }
}
