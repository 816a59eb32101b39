package dev.parallax.job.endpoint.topic;

import dev.parallax.observe.MetricNames;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts records of one writer whose timestamp is not their input's. */
final class StampCounters {

    private final Counter replaced;
    private final Counter beyondRetention;

    /** @param group where the counters are registered */
    StampCounters(MetricGroup group) {
        replaced = group.counter(MetricNames.TIMESTAMPS_REPLACED);
        beyondRetention = group.counter(MetricNames.RESULTS_BEYOND_RETENTION);
    }

    /** Counts one. */
    void count(Stamp stamp) {
        if (stamp.replaced()) {
            replaced.inc();
        }
        if (stamp.deleted()) {
            beyondRetention.inc();
        }
    }
}
