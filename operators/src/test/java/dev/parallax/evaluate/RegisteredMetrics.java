package dev.parallax.evaluate;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Metrics as a reporter of Flink's gets them, by logical scope, name and values of their groups. */
final class RegisteredMetrics {

    private final Map<String, Metric> metrics = new TreeMap<>();
    private final MetricGroup group = TaskManagerMetricGroup.createTaskManagerMetricGroup(
            TestingMetricRegistry.builder().setRegisterConsumer(this::add).build(), "host", ResourceID.generate());

    private void add(Metric metric, String name, AbstractMetricGroup<?> of) {
        String scope = of.getLogicalScope(text -> text, '_');
        String values = of.getAllVariables().entrySet().stream()
                .filter(variable -> !variable.getKey().equals("<host>")
                        && !variable.getKey().equals("<tm_id>"))
                .map(variable -> variable.getKey().replaceAll("[<>]", "") + "=" + variable.getValue())
                .sorted()
                .collect(Collectors.joining(",", "{", "}"));
        metrics.put(scope.replaceFirst("^taskmanager_?", "") + "_" + name + values, metric);
    }

    /** Where to register. */
    MetricGroup group() {
        return group;
    }

    /** What is registered, with its value. */
    Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        metrics.forEach((name, metric) -> values.put(
                name, metric instanceof Counter counter ? counter.getCount() : ((Gauge<?>) metric).getValue()));
        return values;
    }
}
