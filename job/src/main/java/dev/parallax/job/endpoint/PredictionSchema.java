package dev.parallax.job.endpoint;

import dev.parallax.infer.ScoredText;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes predictions as JSON with their source record's key, headers and timestamp. */
final class PredictionSchema extends ResultSchema<ScoredText> {

    private final PredictionJson json;

    /**
     * @param topic where to
     * @param json how
     */
    PredictionSchema(String topic, PredictionJson json) {
        super(topic);
        this.json = json;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(ScoredText scored, KafkaSinkContext context, Long timestamp) {
        return result(scored.text().source(), json.write(scored));
    }
}
