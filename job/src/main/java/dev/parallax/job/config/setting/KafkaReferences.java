package dev.parallax.job.config.setting;

import dev.parallax.job.config.option.Options;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * References that stand in Kafka properties for values which a client's process fills in, and the properties whose
 * values are no secret.
 *
 * <p>A placeholder such as <code>${file:/path}</code> in a property that may hold a secret becomes a reference <code>
 * ${parallax:file:/path}</code> for the config provider {@link #PROVIDER}.
 */
public final class KafkaReferences {

    /** Name of the config provider that fills in references where a client is made. */
    public static final String PROVIDER = "parallax";

    private static final String REFERENCE = "${" + PROVIDER + ":";
    private static final Pattern HIDDEN_REFERENCE = Pattern.compile("\\$\\{[^}]*" + Pattern.quote(REFERENCE));

    private static final Set<String> HARMLESS = Set.of(
            "bootstrap.servers",
            "transaction.timeout.ms",
            "isolation.level",
            "acks",
            "batch.size",
            "buffer.memory",
            "client.id",
            "client.rack",
            "compression.type",
            "fetch.max.bytes",
            "fetch.max.wait.ms",
            "fetch.min.bytes",
            "linger.ms",
            "max.partition.fetch.bytes",
            "max.poll.records",
            "max.request.size",
            "request.timeout.ms",
            "sasl.mechanism",
            "security.protocol",
            "ssl.endpoint.identification.algorithm");

    private KafkaReferences() {}

    /** A placeholder as Kafka's clients read it, for the provider of this name. */
    static String reference(String kind, String name) {
        return REFERENCE + kind + ":" + name + "}";
    }

    /** Whether Kafka's clients would read a reference as part of another placeholder, and leave it as it is. */
    static boolean hidesReference(String value) {
        return HIDDEN_REFERENCE.matcher(value).find();
    }

    /** Whether a value needs the {@link #PROVIDER}. */
    public static boolean holdsReference(String value) {
        return value.contains(REFERENCE);
    }

    /** Whether placeholders in an option's value are filled in where a client is made, and not before. */
    static boolean filledInByClients(String key) {
        return key.startsWith(Options.KAFKA) && !harmless(key);
    }

    /** Whether a property's value may be shown; the key with or without its prefix. */
    public static boolean harmless(String key) {
        String name = key;
        for (String prefix : List.of(Options.KAFKA_CONSUMER, Options.KAFKA_PRODUCER, Options.KAFKA)) {
            if (name.startsWith(prefix)) {
                name = name.substring(prefix.length());
                break;
            }
        }
        return HARMLESS.contains(name);
    }
}
