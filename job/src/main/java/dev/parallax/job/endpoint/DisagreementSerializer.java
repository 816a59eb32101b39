package dev.parallax.job.endpoint;

import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.RecordSize;
import dev.parallax.job.wire.DisagreementJson;
import dev.parallax.observe.MetricNames;
import dev.parallax.shadow.Comparison;
import dev.parallax.text.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes disagreements as JSON with their source record's key, headers and timestamp; the key that a compacted topic
 * asks for is {@code shadow/id}. One that is larger than its topic takes loses its text and then its pieces; one that
 * is too large even so is counted and not written.
 */
final class DisagreementSerializer extends ResultSerializer<Comparison> {

    private final List<DisagreementJson> fallbacks;
    private transient @Nullable Counter shortened;
    private transient @Nullable Counter tooLarge;

    /**
     * @param topic the topic
     * @param json the format of the values
     */
    DisagreementSerializer(OutputTopic topic, DisagreementJson json) {
        super(topic);
        this.fallbacks = json.fallbacks();
    }

    @Override
    protected void register(MetricGroup group) {
        shortened = group.counter(MetricNames.DISAGREEMENTS_SHORTENED);
        tooLarge = group.counter(MetricNames.DISAGREEMENTS_TOO_LARGE);
    }

    /** The record; {@code null}, which the sink skips, where even the shortest form is too large. */
    @Override
    public @Nullable ProducerRecord<byte[], byte[]> serialize(
            Comparison compared, KafkaSinkContext context, Long timestamp) {
        RawRecord source = compared.scored().text().source();
        byte[] key = key(compared);
        for (DisagreementJson json : fallbacks) {
            byte[] value = json.write(compared);
            if (RecordSize.of(key, source.headers(), value.length) <= topic().recordBytes()) {
                if (shortened != null && json != fallbacks.get(0)) {
                    shortened.inc();
                }
                return result(source, key, value, stamp(source.timestampMillis()));
            }
        }
        if (tooLarge != null) {
            tooLarge.inc();
        }
        return null;
    }

    private byte @Nullable [] key(Comparison compared) {
        byte[] key = compared.scored().text().source().key();
        return key == null && topic().rules().compacted()
                ? (compared.shadowName() + "/" + compared.scored().text().id()).getBytes(StandardCharsets.UTF_8)
                : key;
    }
}
