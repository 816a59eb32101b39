package dev.parallax.job.endpoint;

import dev.parallax.infer.ScoredText;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.wire.PredictionJson;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes predictions as JSON with their source record's key, headers and timestamp; the key a compacted topic asks for
 * is the id.
 */
final class PredictionSerializer extends ResultSerializer<ScoredText> {

    private final PredictionJson json;

    /**
     * @param topic where to
     * @param json how
     */
    PredictionSerializer(OutputTopic topic, PredictionJson json) {
        super(topic);
        this.json = json;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(ScoredText scored, KafkaSinkContext context, Long timestamp) {
        return result(
                scored.text().source(),
                key(topic(), scored),
                json.write(scored),
                stamp(scored.text().source().timestampMillis()));
    }

    /** The key of a prediction in a topic. */
    static byte @Nullable [] key(OutputTopic topic, ScoredText scored) {
        byte[] key = scored.text().source().key();
        return key == null && topic.rules().compacted() ? scored.text().id().getBytes(StandardCharsets.UTF_8) : key;
    }
}
