package dev.parallax.job.config;

import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.option.SourceKeys;
import dev.parallax.job.config.setting.KafkaReferences;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Setting;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Properties of Kafka's clients. They may hold passwords: {@link #toString} shows keys, and values only of those known
 * to be harmless. Placeholders in others are not filled in: they are {@link KafkaReferences references} for a client's
 * {@link KafkaReferences#PROVIDER}.
 *
 * @param consumer properties of the source's consumers
 * @param producer properties of the sinks' producers
 */
public record KafkaProperties(Map<String, String> consumer, Map<String, String> producer) {

    /** Key of the brokers' addresses. */
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** The consumer's property that says where the schema registry is, named as Confluent's deserializers name it. */
    static final String SCHEMA_REGISTRY = "schema.registry.url";

    /** The same as a key of the configuration. */
    public static final String SCHEMA_REGISTRY_KEY = Options.KAFKA_CONSUMER + SCHEMA_REGISTRY;

    static final String TRANSACTION_TIMEOUT = "transaction.timeout.ms";
    private static final String ISOLATION_LEVEL = "isolation.level";
    /** The most that brokers allow by default. */
    private static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    private static final String MAX_REQUEST_SIZE = "max.request.size";
    private static final String BUFFER_MEMORY = "buffer.memory";
    /** The client's own default is that of a topic's messages, and a dead letter is a little larger than its record. */
    private static final int DEFAULT_MAX_REQUEST_SIZE = 16 << 20;

    private static final String DEFAULT_BUFFER_MEMORY = "33554432";

    private static final Pattern HOST_AND_PORT = Pattern.compile("\\S+:[0-9]{1,5}");
    /** Properties that an option of Parallax sets, by the option to use instead. */
    private static final Map<String, String> OURS_IN_CONSUMER = Map.of(
            "group.id", SourceKeys.GROUP_ID.key(),
            "auto.offset.reset", SourceKeys.START.key(),
            "partition.discovery.interval.ms", SourceKeys.PARTITION_DISCOVERY.key(),
            "key.deserializer", SourceKeys.FORMAT.key(),
            "value.deserializer", SourceKeys.FORMAT.key());

    private static final Map<String, String> OURS_IN_PRODUCER = Map.of(
            "transactional.id", SinkKeys.TRANSACTIONAL_ID_PREFIX.key(),
            "enable.idempotence", SinkKeys.DELIVERY.key(),
            "key.serializer", SourceKeys.FORMAT.key(),
            "value.serializer", SourceKeys.FORMAT.key());

    /** Adds the defaults of Parallax. */
    public KafkaProperties {
        consumer = withDefault(consumer, ISOLATION_LEVEL, "read_committed");
        producer = withDefault(producer, TRANSACTION_TIMEOUT, Long.toString(DEFAULT_TRANSACTION_TIMEOUT.toMillis()));
        producer = withDefault(producer, MAX_REQUEST_SIZE, Integer.toString(DEFAULT_MAX_REQUEST_SIZE));
    }

    private void check(OptionReader options) {
        if (!consumer.containsKey(BOOTSTRAP_SERVERS) || !producer.containsKey(BOOTSTRAP_SERVERS)) {
            options.add(Problem.missing(
                    Options.KAFKA + BOOTSTRAP_SERVERS, "the brokers' addresses, such as kafka-0:9092,kafka-1:9092"));
        }
        requireAddresses(consumer, options);
        if (!producer.getOrDefault(BOOTSTRAP_SERVERS, "").equals(consumer.get(BOOTSTRAP_SERVERS))) {
            requireAddresses(producer, options);
        }
        refuse(Options.KAFKA_CONSUMER, consumer, OURS_IN_CONSUMER, options);
        refuse(Options.KAFKA_PRODUCER, producer, OURS_IN_PRODUCER, options);
        String timeout = producer.getOrDefault(TRANSACTION_TIMEOUT, "");
        if (!timeout.matches("[1-9][0-9]{0,8}")) {
            options.add(Problem.wrong(
                    Options.KAFKA_PRODUCER + TRANSACTION_TIMEOUT, timeout, "milliseconds from 1 to 999999999"));
        }
        requireRoom(MAX_REQUEST_SIZE, producer, options);
        requireRoom(BUFFER_MEMORY, producer, options);
    }

    private static void requireRoom(String key, Map<String, String> producer, OptionReader options) {
        String bytes = producer.get(key);
        if (bytes != null
                && (!bytes.matches("[1-9][0-9]{0,17}") || Long.parseLong(bytes) < SinkKeys.LEAST_RECORD_SIZE)) {
            options.add(Problem.wrong(
                    Options.KAFKA_PRODUCER + key, bytes, "bytes, " + SinkKeys.LEAST_RECORD_SIZE + " or more"));
        }
    }

    private static Map<String, String> withDefault(Map<String, String> given, String key, String value) {
        Map<String, String> all = new TreeMap<>(given);
        all.putIfAbsent(key, value);
        return Map.copyOf(all);
    }

    private static void requireAddresses(Map<String, String> properties, OptionReader options) {
        String addresses = properties.get(BOOTSTRAP_SERVERS);
        if (addresses == null) {
            return;
        }
        for (String address : addresses.split(",", -1)) {
            if (!HOST_AND_PORT.matcher(address.strip()).matches()) {
                options.add(Problem.wrong(
                        Options.KAFKA + BOOTSTRAP_SERVERS, addresses, "host:port, several with commas between them"));
                return;
            }
        }
    }

    private static void refuse(
            String prefix, Map<String, String> properties, Map<String, String> ours, OptionReader options) {
        List<String> keys = new ArrayList<>(properties.keySet());
        keys.retainAll(ours.keySet());
        keys.forEach(key -> options.add(new Problem(
                prefix + key, "is set by Parallax: leave it out, and use " + ours.get(key) + " to change it")));
    }

    /**
     * Reads these properties alone, for what needs Kafka and no job.
     *
     * @throws ConfigException with all problems, unknown keys among them
     */
    public static KafkaProperties from(Settings settings) {
        return OptionReader.read(settings, KafkaProperties::from);
    }

    static KafkaProperties from(OptionReader options) {
        Map<String, String> consumer = new TreeMap<>();
        Map<String, String> producer = new TreeMap<>();
        for (Setting setting : options.family(Options.KAFKA)) {
            if (Options.family(Options.KAFKA + setting.key())
                    .filter(family -> family.prefix().equals(Options.KAFKA))
                    .isPresent()) {
                consumer.put(setting.key(), setting.value());
                producer.put(setting.key(), setting.value());
            }
        }
        options.family(Options.KAFKA_CONSUMER).forEach(setting -> consumer.put(setting.key(), setting.value()));
        options.family(Options.KAFKA_PRODUCER).forEach(setting -> producer.put(setting.key(), setting.value()));
        KafkaProperties kafka = new KafkaProperties(consumer, producer);
        kafka.check(options);
        return kafka;
    }

    /** The brokers' addresses, as the source uses them. */
    public String bootstrapServers() {
        return consumer.getOrDefault(BOOTSTRAP_SERVERS, "");
    }

    /** Bytes of the largest record that the producers take, alone in its batch. */
    public int maxRecordSize() {
        long request = Long.parseLong(producer.getOrDefault(MAX_REQUEST_SIZE, "0"));
        long memory = Long.parseLong(producer.getOrDefault(BUFFER_MEMORY, DEFAULT_BUFFER_MEMORY));
        return (int) Math.min(Integer.MAX_VALUE, Math.min(request, memory));
    }

    /** The time after which brokers abort an open transaction. */
    public Duration transactionTimeout() {
        return Duration.ofMillis(Long.parseLong(producer.getOrDefault(TRANSACTION_TIMEOUT, "0")));
    }

    /** Keys, and values of harmless keys. */
    @Override
    public String toString() {
        return "KafkaProperties[consumer=" + masked(consumer) + ", producer=" + masked(producer) + "]";
    }

    private static Map<String, String> masked(Map<String, String> properties) {
        Map<String, String> masked = new TreeMap<>();
        properties.forEach((key, value) -> masked.put(key, KafkaReferences.harmless(key) ? value : Settings.MASK));
        return masked;
    }
}
