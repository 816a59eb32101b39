package dev.parallax.job.endpoint.topic;

import dev.parallax.job.config.setting.KafkaReferences;
import dev.parallax.job.config.setting.PlaceholderContent;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Fills in placeholders where Kafka makes a client, from the files and the environment of that process: what goes from
 * process to process, and what Flink keeps of a job, has their names alone.
 *
 * <p>Kafka's own providers would do, but they leave a placeholder in its place where there is no such file or variable,
 * so that the brokers are sent it for a password, and they keep the line break that a file of one line ends with.
 */
public final class PlaceholderProvider implements ConfigProvider {

    private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;

    private final PlaceholderContent content;

    /** For Kafka, which knows the class by its name. */
    public PlaceholderProvider() {
        this(PlaceholderContent.ofThisProcess());
    }

    PlaceholderProvider(PlaceholderContent content) {
        this.content = content;
    }

    /** Properties for a client that fills in their placeholders, if there are any. */
    public static Map<String, String> fillingIn(Map<String, String> properties) {
        Map<String, String> client = new TreeMap<>(properties);
        if (properties.values().stream().anyMatch(KafkaReferences::holdsReference)) {
            client.merge(PROVIDERS, KafkaReferences.PROVIDER, (theirs, ours) -> theirs + "," + ours);
            client.put(PROVIDERS + "." + KafkaReferences.PROVIDER + ".class", PlaceholderProvider.class.getName());
        }
        return client;
    }

    /** As {@link #fillingIn}, as {@link Properties}. */
    public static Properties clientProperties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(fillingIn(values));
        return properties;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    /** @throws ConfigException always: a placeholder has a kind and a name */
    @Override
    public ConfigData get(String kind) {
        throw new ConfigException("A placeholder must have a name, and has none");
    }

    /**
     * The values of placeholders.
     *
     * @param kind {@code env} or {@code file}
     * @param names variables or paths
     * @throws ConfigException if one of them is not there, by its name
     */
    @Override
    public ConfigData get(String kind, Set<String> names) {
        Map<String, String> contents = new HashMap<>();
        for (String name : names) {
            try {
                contents.put(name, content.read(kind, name));
            } catch (PlaceholderContent.MissingException e) {
                throw new ConfigException("A property of this Kafka client " + e.getMessage());
            }
        }
        return new ConfigData(contents);
    }

    @Override
    public void close() {}
}
