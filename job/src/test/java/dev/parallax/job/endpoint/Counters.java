package dev.parallax.job.endpoint;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/** The counters of a sink's schema. */
final class Counters extends UnregisteredMetricsGroup implements InitializationContext {

    private final Map<String, Counter> counters = new HashMap<>();

    long count(String name) {
        return counters.get(name).getCount();
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, key -> new SimpleCounter());
    }

    @Override
    public MetricGroup getMetricGroup() {
        return this;
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return SimpleUserCodeClassLoader.create(Counters.class.getClassLoader());
    }
}
