package dev.parallax.job.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates, writes and reads the topics of a broker. */
public final class KafkaTopics {

    private static final long PATIENCE_SECONDS = 60;

    private final Map<String, Object> client;

    /** @param bootstrapServers address of the broker */
    public KafkaTopics(String bootstrapServers) {
        this(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** @param client properties of a client */
    public KafkaTopics(Map<String, Object> client) {
        this.client = client;
    }

    /** Address of the broker. */
    public String bootstrapServers() {
        return String.valueOf(client.get("bootstrap.servers"));
    }

    /** Creates a topic. */
    public void create(String topic, int partitions) throws Exception {
        create(topic, partitions, Map.of());
    }

    /**
     * Creates a topic with properties, and waits until a broker knows it: the controller responds before brokers have
     * read its log.
     */
    public void create(String topic, int partitions, Map<String, String> properties) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(properties)))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Await.until("topic " + topic + " is known to its broker", () -> isKnown(admin, topic));
        }
    }

    private static boolean isKnown(Admin admin, String topic) throws Exception {
        try {
            return admin
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .stream()
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** Changes properties of a topic, and waits until its broker has them. */
    public void alter(String topic, Map<String, String> properties) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        List<AlterConfigOp> changes = properties.entrySet().stream()
                .map(property -> new AlterConfigOp(new ConfigEntry(property.getKey(), property.getValue()), OpType.SET))
                .toList();
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Await.until("topic " + topic + " has " + properties, () -> {
                Config config = admin.describeConfigs(List.of(resource))
                        .all()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .get(resource);
                return properties.entrySet().stream()
                        .allMatch(property -> property.getValue()
                                .equals(config.get(property.getKey()).value()));
            });
        }
    }

    /** Sends records and returns partition and offset of each. */
    public List<RecordMetadata> send(Collection<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("linger.ms", "5");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            List<RecordMetadata> places = new ArrayList<>();
            for (Future<RecordMetadata> one : sent) {
                places.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return places;
        }
    }

    /** Reads the committed records of topics from their start to their current end. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String... topics) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = assign(consumer, topics);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (!atEnd(consumer, partitions)) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** As {@link #committed(String...)}, once the given number of records is reached. */
    public List<ConsumerRecord<byte[], byte[]>> committed(int count, String... topics) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = assign(consumer, topics);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Await.until(
                    () -> "topics " + List.of(topics) + " hold " + records.size() + " committed records of " + count,
                    () -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                        return records.size() >= count && atEnd(consumer, partitions);
                    });
            return records;
        }
    }

    /** Offset of the first record of a topic's partition 0 that still exists. */
    public long start(String topic) throws Exception {
        return offset(topic, OffsetSpec.earliest());
    }

    /** Offset after the last record of a topic's partition 0, committed or not. */
    public long end(String topic) throws Exception {
        return offset(topic, OffsetSpec.latest());
    }

    private long offset(String topic, OffsetSpec which) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(partition, which))
                    .partitionResult(partition)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .offset();
        }
    }

    private Admin admin() {
        return Admin.create(client);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Assigns all partitions of topics to a consumer, from their beginning. Waits until the broker that the consumer
     * asks knows each topic: brokers read the controller's log one after the other.
     */
    public static List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, String... topics) {
        List<TopicPartition> partitions = Stream.of(topics)
                .flatMap(topic -> partitions(consumer, topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private static List<PartitionInfo> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        AtomicReference<List<PartitionInfo>> partitions = new AtomicReference<>(List.of());
        try {
            Await.until("topic " + topic + " is known to the broker", () -> {
                partitions.set(consumer.partitionsFor(topic));
                return !partitions.get().isEmpty();
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return partitions.get();
    }

    private static boolean atEnd(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
