package dev.parallax.evaluate.observation;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Event time of a stream that never holds others' back: it has timestamps, and no word in how far time has come. */
public final class AlwaysIdle<T> implements WatermarkGenerator<T> {

    private AlwaysIdle() {}

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
