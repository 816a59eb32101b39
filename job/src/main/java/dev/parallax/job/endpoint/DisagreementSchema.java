package dev.parallax.job.endpoint;

import dev.parallax.observe.MetricNames;
import dev.parallax.shadow.Comparison;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes disagreements as JSON with their source record's key, headers and timestamp. One that is larger than its topic takes
 * loses its text and then its pieces; one that is too large even so is counted and not written.
 */
final class DisagreementSchema extends ResultSchema<Comparison> {

    private final long bytes;
    private final List<DisagreementJson> shorterAndShorter;
    private transient @Nullable Counter shortened;
    private transient @Nullable Counter tooLarge;

    /**
     * @param topic where to
     * @param bytes largest record that may be written
     * @param json how
     */
    DisagreementSchema(String topic, long bytes, DisagreementJson json) {
        super(topic);
        this.bytes = bytes;
        this.shorterAndShorter = json.shorterAndShorter();
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sink) {
        shortened = context.getMetricGroup().counter(MetricNames.DISAGREEMENTS_SHORTENED);
        tooLarge = context.getMetricGroup().counter(MetricNames.DISAGREEMENTS_TOO_LARGE);
    }

    /** The record; {@code null}, of which the sink makes nothing, where there is none that is small enough. */
    @Override
    public @Nullable ProducerRecord<byte[], byte[]> serialize(
            Comparison compared, KafkaSinkContext context, Long timestamp) {
        for (DisagreementJson json : shorterAndShorter) {
            ProducerRecord<byte[], byte[]> record =
                    result(compared.scored().text().source(), json.write(compared));
            if (RecordSize.of(record) <= bytes) {
                if (shortened != null && json != shorterAndShorter.get(0)) {
                    shortened.inc();
                }
                return record;
            }
        }
        if (tooLarge != null) {
            tooLarge.inc();
        }
        return null;
    }
}
