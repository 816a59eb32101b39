package dev.parallax.evaluate;

import dev.parallax.observe.MetricNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metric groups of what reports are on: below those of the model and of the shadow one for all texts and one for
 * each segment, for the first {@value #MAX_SEGMENTS} of each shadow that come. What may have any number of values is no
 * name for metrics. For one thread.
 */
public final class SegmentGroups {

    /** Most segments of a shadow that have a group, in one parallel instance. */
    static final int MAX_SEGMENTS = 50;

    /** Value of the group of all texts. */
    private static final String ALL = "all";
    /** Value of the group of a segment that would be taken for all texts. */
    private static final String SEGMENT_CALLED_ALL = "all (segment)";

    private final MetricGroup operator;
    private final Map<Key, MetricGroup> groups = new HashMap<>();
    private final Map<String, Integer> segments = new HashMap<>();

    /** @param operator the group of the operator */
    public SegmentGroups(MetricGroup operator) {
        this.operator = operator;
    }

    /** Names of what a report is on. */
    private record Key(String model, String shadow, String segment) {}

    /** The group for numbers of a report; nothing where there are too many others. */
    public Optional<MetricGroup> of(QualityReport report) {
        Key key = new Key(report.model().name(), report.shadow(), report.segment());
        MetricGroup known = groups.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        if (!key.segment.isEmpty()) {
            if (segments.getOrDefault(key.shadow, 0) == MAX_SEGMENTS) {
                return Optional.empty();
            }
            segments.merge(key.shadow, 1, Integer::sum);
        }
        MetricGroup group = operator.addGroup(MetricNames.MODEL_GROUP, key.model)
                .addGroup(MetricNames.SHADOW_GROUP, key.shadow)
                .addGroup(MetricNames.SEGMENT_GROUP, value(key.segment));
        groups.put(key, group);
        return Optional.of(group);
    }

    private static String value(String segment) {
        if (segment.isEmpty()) {
            return ALL;
        }
        return segment.equals(ALL) ? SEGMENT_CALLED_ALL : segment;
    }
}
