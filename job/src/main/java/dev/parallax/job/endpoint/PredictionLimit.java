package dev.parallax.job.endpoint;

import dev.parallax.infer.ScoredText;
import java.io.Serializable;
import java.util.Optional;

/**
 * Tells predictions that can be written from those that are too large, which their key, headers and, where it is repeated,
 * their text may make them.
 *
 * <p>Immutable and safe for several threads.
 */
public final class PredictionLimit implements Serializable {

    private final long bytes;
    private final PredictionJson json;

    /**
     * @param bytes largest record that may be written
     * @param json how predictions are written
     */
    PredictionLimit(long bytes, PredictionJson json) {
        this.bytes = bytes;
        this.json = json;
    }

    /** Takes every prediction. */
    static PredictionLimit none() {
        return new PredictionLimit(Long.MAX_VALUE, new PredictionJson(false));
    }

    /** Why a prediction cannot be written, one sentence; nothing where it can. */
    Optional<String> excess(ScoredText scored) {
        // Only what may be too large is written to be measured: it is written again for the sink.
        if (RecordSize.of(scored.text().source(), json.mostBytes(scored)) <= bytes) {
            return Optional.empty();
        }
        long size = RecordSize.of(scored.text().source(), json.write(scored).length);
        return size <= bytes
                ? Optional.empty()
                : Optional.of(
                        "The prediction has " + size + " bytes with its key and headers, and its topic takes " + bytes);
    }
}
