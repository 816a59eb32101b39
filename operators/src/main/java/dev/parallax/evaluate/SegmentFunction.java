package dev.parallax.evaluate;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Counts every observation among all, and, where there is a key field, in its segment too. */
final class SegmentFunction implements FlatMapFunction<Observation, Observation> {

    private static final String ALL = "";

    private final QualityOptions options;

    /** @param options which segments have windows of their own */
    SegmentFunction(QualityOptions options) {
        this.options = options;
    }

    @Override
    public void flatMap(Observation observation, Collector<Observation> out) {
        out.collect(observation.in(ALL));
        if (!options.segments().isEmpty()) {
            out.collect(observation.in(options.segment(observation.segment())));
        }
    }
}
