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
 * @param windows number of windows in the requested period
 * @param records texts in them
 * @param compared texts that were compared
 * @param skipped texts that were shed or failed
 * @param differing texts with another label, or none
 * @param late observations too late for their window
 * @param consistent whether the outcomes of every report add up to the compared texts
 */
record Quality(int windows, long records, long compared, long skipped, long differing, long late, boolean consistent) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads the reports on windows between two event times. */
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

    /** Whether the given numbers of texts and disagreements are counted exactly once. */
    boolean exact(long texts, long disagreements) {
        return consistent && late == 0 && records == texts && compared + skipped == texts && differing == disagreements;
    }
}
