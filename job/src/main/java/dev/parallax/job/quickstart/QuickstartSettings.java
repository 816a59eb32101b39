package dev.parallax.job.quickstart;

import dev.parallax.job.config.setting.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options of the job that differ in a quickstart from their defaults. */
final class QuickstartSettings {

    /** Whether the job has a shadow. */
    static final String SHADOW = "shadow.enabled";

    private QuickstartSettings() {}

    /** Adds the quickstart's own options to those given, which win. */
    static Settings complete(Settings settings, String bootstrapServers) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kafka.bootstrap.servers", bootstrapServers);
        values.put("source.topics", QuickstartTopics.TEXTS);
        values.put("source.group-id", QuickstartTopics.GROUP);
        values.put("source.start", "earliest");
        values.put("sink.predictions-topic", QuickstartTopics.PREDICTIONS);
        values.put("sink.dead-letters-topic", QuickstartTopics.DEAD_LETTERS);
        values.put("sink.disagreements-topic", QuickstartTopics.DISAGREEMENTS);
        values.put(SHADOW, "true");
        values.put("quality.enabled", "true");
        values.put("sink.quality-topic", QuickstartTopics.QUALITY);
        values.put("sink.alerts-topic", QuickstartTopics.ALERTS);
        // Short windows: the first numbers come soon, and change often.
        values.put("quality.window", "1 min");
        values.put("quality.slide", "2 s");
        values.put("quality.reference-min-records", "200");
        values.put("source.max-out-of-orderness", "1 s");
        values.put("source.idle-timeout", "5 s");
        // With --rate 0 records come in a burst. A long queue lets most of them be compared, if late.
        values.put("shadow.timeout", "1 min");
        values.put("shadow.capacity", "2048");
        values.put("shadow.max-waiting", "4096");
        values.put("flink.execution.checkpointing.interval", "1 s");
        // Counts of a running job come with its heartbeats.
        values.put("flink.heartbeat.interval", "1 s");
        values.keySet().removeIf(settings::contains);
        return settings.with(values, "the quickstart");
    }
}
