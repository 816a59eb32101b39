package dev.parallax.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.pipeline.KafkaTopics;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts of the quality reports on windows that do not overlap, each by its highest revision.
 *
 * @param windows how many there are of the time asked about
 * @param records texts in them
 * @param compared texts that were compared
 * @param skipped texts that were not, or not to the end: shed and failed
 * @param differing texts with another label, or none
 * @param late what came too late for its window
 * @param consistent whether in every report outcomes add up to what was compared
 */
record Quality(int windows, long records, long compared, long skipped, long differing, long late, boolean consistent) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What reports say of the windows from one event time to another. */
    static Quality of(KafkaTopics kafka, String topic, long fromMillis, long toMillis, long windowMillis)
            throws IOException {
        Map<Long, JsonNode> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.committed(topic)) {
            JsonNode report = JSON.readTree(record.value());
            long end = Instant.parse(report.at("/window/end").asText()).toEpochMilli();
            if (end > fromMillis
                    && end <= toMillis
                    && end % windowMillis == 0
                    && report.path("segment").asText().isEmpty()) {
                latest.merge(end, report, (one, other) -> revision(one) >= revision(other) ? one : other);
            }
        }
        long records = 0;
        long compared = 0;
        long skipped = 0;
        long differing = 0;
        long late = 0;
        boolean consistent = true;
        for (JsonNode report : latest.values()) {
            JsonNode counts = report.path("counts");
            long differs = count(counts, "disagreed") + count(counts, "noClass");
            records += count(counts, "records");
            compared += count(counts, "compared");
            skipped += count(counts, "shed") + count(counts, "failed");
            differing += differs;
            late += count(counts, "late");
            consistent &= count(counts, "agreed") + differs == count(counts, "compared")
                    && count(counts, "sampled") == count(counts, "records");
        }
        return new Quality(latest.size(), records, compared, skipped, differing, late, consistent);
    }

    private static int revision(JsonNode report) {
        return report.path("revision").asInt();
    }

    private static long count(JsonNode counts, String name) {
        return counts.path(name).asLong();
    }

    /** Whether every one of so many texts is counted once, and so many disagreements. */
    boolean exact(long texts, long disagreements) {
        return consistent && late == 0 && records == texts && compared + skipped == texts && differing == disagreements;
    }
}
