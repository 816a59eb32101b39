package dev.parallax.job.endpoint.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.quickstart.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the required rights at start on a broker with authentication and authorization. */
class KafkaRightsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final List<String> OUTPUTS =
            List.of("predictions", "dead-letters", "disagreements", "quality", "alerts");

    /** All rights that the guide lists. */
    private static final List<Right> ALL = Stream.concat(
                    Stream.of(
                            new Right(ResourceType.TOPIC, "texts", PatternType.LITERAL, AclOperation.READ),
                            new Right(ResourceType.TOPIC, "labels", PatternType.LITERAL, AclOperation.READ),
                            new Right(ResourceType.GROUP, "readers", PatternType.LITERAL, AclOperation.READ),
                            new Right(ResourceType.TRANSACTIONAL_ID, "mine", PatternType.PREFIXED, AclOperation.WRITE)),
                    OUTPUTS.stream()
                            .flatMap(topic -> Stream.of(
                                    new Right(ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.WRITE),
                                    new Right(ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.READ))))
            .toList();

    private static final Right BROKERS =
            new Right(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL, AclOperation.DESCRIBE_CONFIGS);

    private static EmbeddedBroker broker;
    private static int users;

    /** A right. */
    private record Right(ResourceType type, String name, PatternType pattern, AclOperation operation) {

        AclBinding of(String user) {
            return new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
        }
    }

    @BeforeAll
    static void startBroker() throws Exception {
        StringBuilder known = new StringBuilder();
        for (int user = 0; user < 100; user++) {
            known.append(" user_u").append(user).append("=\"secret\"");
        }
        broker = EmbeddedBroker.start(Map.of(
                "listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.broker.plain.sasl.jaas.config",
                        login("admin").replace(";", " user_admin=\"secret\"" + known + ";"),
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:admin;User:ANONYMOUS",
                "transaction.max.timeout.ms", "600000"));
        try (Admin admin = Admin.create(client("admin"))) {
            admin.createTopics(Stream.concat(Stream.of("texts", "labels"), OUTPUTS.stream())
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                + "\" password=\"secret\";";
    }

    private static Map<String, Object> client(String user) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(user)));
    }

    /** A user with these rights. */
    private static String user(List<Right> rights) throws Exception {
        String user = "u" + users++;
        try (Admin admin = Admin.create(client("admin"))) {
            List<AclBinding> bindings =
                    rights.stream().map(right -> right.of(user)).toList();
            admin.createAcls(bindings).all().get(1, TimeUnit.MINUTES);
            Await.until(
                    "the broker knows the rights",
                    () -> admin.describeAcls(AclBindingFilter.ANY)
                            .values()
                            .get(1, TimeUnit.MINUTES)
                            .containsAll(bindings));
        }
        return user;
    }

    private static StreamingConfig config(String user, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "source.topics", "texts",
                "source.labels-topic", "labels",
                "source.group-id", "readers",
                "sink.transactional-id-prefix", "mine",
                "shadow.enabled", "true",
                "quality.enabled", "true",
                "kafka.producer.transaction.timeout.ms", "600000"));
        OUTPUTS.forEach(topic -> values.put("sink." + topic + "-topic", topic));
        client(user).forEach((key, value) -> values.put("kafka." + key, value.toString()));
        values.putAll(more);
        return StreamingConfig.from(Settings.none().with(values, "test"));
    }

    private static List<String> problems(StreamingConfig config) {
        ConfigException thrown =
                catchThrowableOfType(ConfigException.class, () -> KafkaPreflight.check(config, TIMEOUT));
        return thrown == null ? List.of() : thrown.getMessage().lines().toList();
    }

    @Test
    void the_rights_that_the_guide_lists_are_enough() throws Exception {
        assertThat(problems(config(user(ALL), Map.of()))).isEmpty();
    }

    static Stream<Arguments> each_right() {
        return ALL.stream().map(right -> arguments(right, expected(right)));
    }

    /**
     * The expected message for a missing right: the option, the right, the resource, and the component that needs it.
     */
    private static String expected(Right right) {
        return switch (right.type()) {
            case GROUP ->
                "source.group-id: needs the right Read on the consumer group 'readers', and the user of kafka.* and"
                        + " kafka.consumer.* does not have it";
            case TRANSACTIONAL_ID ->
                "sink.transactional-id-prefix: needs the right Write on transactional ids that begin with 'mine'";
            default ->
                OUTPUTS.contains(right.name())
                        ? "sink." + right.name() + "-topic: needs the right "
                                + (right.operation() == AclOperation.READ ? "Read" : "Write") + " on the topic '"
                                + right.name() + "', and the user of kafka.* and kafka.producer.* does not have it"
                        : "source." + (right.name().equals("texts") ? "topics" : "labels-topic")
                                + ": needs the right Describe on the topic '" + right.name()
                                + "', and the user of kafka.* and kafka.consumer.* does not have it, and then Read";
        };
    }

    @ParameterizedTest
    @MethodSource("each_right")
    void the_right_that_is_missing_is_named(Right missing, String expected) throws Exception {
        // Given
        List<Right> rights = new ArrayList<>(ALL);
        rights.remove(missing);
        // When
        List<String> problems = problems(config(user(rights), Map.of()));
        // Then
        assertThat(problems).singleElement().asString().startsWith(expected);
    }

    @Test
    void a_topic_that_may_be_described_and_not_read_is_named() throws Exception {
        // Given
        List<Right> rights = new ArrayList<>(ALL);
        rights.set(0, new Right(ResourceType.TOPIC, "texts", PatternType.LITERAL, AclOperation.DESCRIBE));
        // Then
        assertThat(problems(config(user(rights), Map.of())))
                .containsExactly("source.topics: needs the right Read on the topic 'texts', and the user of kafka.* and"
                        + " kafka.consumer.* does not have it");
    }

    @Test
    void without_transactions_neither_their_ids_nor_reading_the_outputs_is_needed() throws Exception {
        // Given
        List<Right> rights = ALL.stream()
                .filter(right -> right.type() != ResourceType.TRANSACTIONAL_ID)
                .filter(right -> !(OUTPUTS.contains(right.name()) && right.operation() == AclOperation.READ))
                .toList();
        // Then
        assertThat(problems(config(user(rights), Map.of("sink.delivery", "at-least-once"))))
                .isEmpty();
    }

    @Test
    void a_transaction_timeout_above_the_brokers_limit_is_reported_with_both_numbers_where_they_may_be_read()
            throws Exception {
        // Given
        List<Right> rights = new ArrayList<>(ALL);
        rights.add(BROKERS);
        Map<String, String> byDefault = Map.of("kafka.producer.transaction.timeout.ms", "900000");
        // Then
        assertThat(problems(config(user(rights), byDefault)))
                .singleElement()
                .asString()
                .startsWith("kafka.producer.transaction.timeout.ms: must be at most what the brokers allow by"
                        + " transaction.max.timeout.ms, which is 600000 ms, and is 900000 ms");
    }

    @Test
    void a_transaction_timeout_above_a_limit_that_may_not_be_read_is_reported() throws Exception {
        assertThat(problems(config(user(ALL), Map.of("kafka.producer.transaction.timeout.ms", "900000"))))
                .singleElement()
                .asString()
                .startsWith("kafka.producer.transaction.timeout.ms: must be at most what the brokers allow by"
                        + " transaction.max.timeout.ms, which is less: a number that this user may not read, and is"
                        + " 900000 ms");
    }

    @Test
    void nothing_that_is_asked_disturbs_a_job_that_runs_with_the_same_prefix_and_group() throws Exception {
        // Given a transaction of such a job
        String user = user(ALL);
        Map<String, Object> properties = client(user);
        properties.put("transactional.id", "mine-predictions-0-0");
        try (KafkaProducer<byte[], byte[]> running =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
                Admin admin = Admin.create(client("admin"))) {
            running.initTransactions();
            running.beginTransaction();
            running.send(new ProducerRecord<>("predictions", "1".getBytes(StandardCharsets.UTF_8)))
                    .get(1, TimeUnit.MINUTES);
            // When
            assertThat(problems(config(user, Map.of()))).isEmpty();
            // Then
            assertThatCode(running::commitTransaction).doesNotThrowAnyException();
            assertThat(admin.listGroups().all().get(1, TimeUnit.MINUTES)).isEmpty();
        }
    }
}
