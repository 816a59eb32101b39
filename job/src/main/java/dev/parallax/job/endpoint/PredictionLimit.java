package dev.parallax.job.endpoint;

import dev.parallax.infer.ScoredText;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.RecordSize;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.wire.PredictionJson;
import java.io.Serializable;
import java.util.Optional;

/**
 * Separates predictions that can be written from those that are too large, which their key, headers and, where it is
 * repeated, their text may make them.
 *
 * <p>Immutable and safe for several threads.
 */
public final class PredictionLimit implements Serializable {

    private final OutputTopic topic;
    private final PredictionJson json;

    /**
     * @param topic where predictions are written
     * @param json how they are written
     */
    PredictionLimit(OutputTopic topic, PredictionJson json) {
        this.topic = topic;
        this.json = json;
    }

    /** Takes every prediction. */
    public static PredictionLimit none() {
        return new PredictionLimit(new SizedOutput("", Long.MAX_VALUE), new PredictionJson(false));
    }

    /** Reads what the topic takes, where a task starts. */
    void open() {
        var unused = topic.rules();
    }

    /** The reason for which a prediction is too large to be written, one sentence; empty if it fits. */
    Optional<String> excess(ScoredText scored) {
        byte[] key = PredictionSerializer.key(topic, scored);
        long bytes = topic.recordBytes();
        // Only what may be too large is written to be measured: it is written again for the sink.
        if (RecordSize.of(key, scored.text().source().headers(), json.mostBytes(scored)) <= bytes) {
            return Optional.empty();
        }
        long size = RecordSize.of(key, scored.text().source().headers(), json.write(scored).length);
        return size <= bytes
                ? Optional.empty()
                : Optional.of(
                        "The prediction has " + size + " bytes with its key and headers, and its topic takes " + bytes);
    }
}
