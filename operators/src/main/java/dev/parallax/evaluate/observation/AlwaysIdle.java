package dev.parallax.evaluate.observation;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * A watermark generator that marks its stream idle, so that the stream never holds back the watermark of others.
 * Records keep their timestamps.
 */
public final class AlwaysIdle<T> implements WatermarkGenerator<T> {

    private AlwaysIdle() {}

    /** The strategy: no watermarks, and the timestamps that records have. */
    public static <T> WatermarkStrategy<T> strategy() {
        return WatermarkStrategy.<T>forGenerator(context -> new AlwaysIdle<>())
                .withTimestampAssigner((element, timestamp) -> timestamp);
    }

    @Override
    public void onEvent(T event, long timestampMillis, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.markIdle();
    }
}
