package dev.parallax.job.endpoint.preflight;

import dev.parallax.job.config.KafkaProperties;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.endpoint.registry.RegistryValues;
import dev.parallax.job.endpoint.topic.PlaceholderProvider;
import dev.parallax.text.RecordFormat;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Asks, before a job starts, whether the schema registry answers that its values need. */
public final class RegistryPreflight {

    private RegistryPreflight() {}

    /**
     * Asks the registry, if the configuration's format needs one.
     *
     * @throws dev.parallax.job.config.value.ConfigException if it does not answer, or rejects the credentials
     */
    public static void check(StreamingConfig config) {
        if (config.pipeline().records().format() != RecordFormat.CONFLUENT_AVRO) {
            return;
        }
        String key = KafkaProperties.SCHEMA_REGISTRY_KEY;
        try {
            RegistryValues.ping(PlaceholderProvider.fillingIn(config.kafka().consumer()));
        } catch (IOException e) {
            throw refused(new Problem(
                    key, "must be the address of a schema registry that answers, and it fails: " + e.getMessage()));
        } catch (ConfigException e) {
            throw refused(new Problem(key, "must be properties of a schema registry's client: " + e.getMessage()));
        }
    }

    private static dev.parallax.job.config.value.ConfigException refused(Problem problem) {
        return new dev.parallax.job.config.value.ConfigException(List.of(problem));
    }
}
