package dev.parallax.job.endpoint.topic;

import dev.parallax.job.config.StreamingConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Prefixes of the transactional ids with which the sinks write, one a sink.
 *
 * <p>A prefix is {@code sink.transactional-id-prefix} followed by one of these names. Two sinks that share one would
 * fence each other off.
 */
public final class TransactionalIds {

    /** Of the sink of predictions. */
    public static final String PREDICTIONS = "-predictions";

    /** Of the sink of dead letters. */
    public static final String DEAD_LETTERS = "-dead-letters";

    /** Of the sink of disagreements. */
    public static final String DISAGREEMENTS = "-disagreements";

    /** Of the sink of quality reports. */
    public static final String QUALITY = "-quality";

    /** Of the sink of alerts. */
    public static final String ALERTS = "-alerts";

    private TransactionalIds() {}

    /** The prefixes of all sinks that a job with this configuration has. */
    public static List<String> prefixes(StreamingConfig config) {
        List<String> names = new ArrayList<>(List.of(PREDICTIONS, DEAD_LETTERS));
        if (config.pipeline().shadow().enabled()) {
            names.add(DISAGREEMENTS);
        }
        if (config.pipeline().quality().enabled()) {
            names.addAll(List.of(QUALITY, ALERTS));
        }
        return names.stream()
                .map(name -> config.sink().transactionalIdPrefix() + name)
                .toList();
    }
}
