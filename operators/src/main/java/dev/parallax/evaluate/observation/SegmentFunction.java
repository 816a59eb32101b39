package dev.parallax.evaluate.observation;

import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Counts every observation among all, and, where there is a key field, in its segment too. */
public final class SegmentFunction implements FlatMapFunction<Observation, Observation> {

    private static final String ALL = "";

    /** The segment of texts whose own segment has no windows of its own. */
    public static final String OTHER = "other";

    private final List<String> segments;

    /** @param segments values of the key field that have windows of their own; empty where there is no key field */
    public SegmentFunction(List<String> segments) {
        this.segments = List.copyOf(segments);
    }

    @Override
    public void flatMap(Observation observation, Collector<Observation> out) {
        out.collect(observation.in(ALL));
        if (!segments.isEmpty()) {
            out.collect(observation.in(segments.contains(observation.segment()) ? observation.segment() : OTHER));
        }
    }
}
