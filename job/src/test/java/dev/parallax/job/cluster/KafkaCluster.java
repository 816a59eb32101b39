package dev.parallax.job.cluster;

import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * KRaft nodes, each a process that is broker and controller, on free ports of the loopback interface. For one thread.
 */
final class KafkaCluster implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final List<Integer> ports;
    private final List<JavaProcess> nodes = new ArrayList<>();
    private final Map<String, String> client;

    private KafkaCluster(Path folder, List<Integer> ports, Map<String, String> client) {
        this.folder = folder;
        this.ports = ports;
        this.client = client;
    }

    /** Starts nodes with a listener without encryption and authentication, and waits until all have joined. */
    static KafkaCluster start(Path folder, int nodes) throws Exception {
        return start(folder, nodes, Map.of(), List.of(), Map.of());
    }

    /**
     * Starts nodes and waits until all have joined.
     *
     * @param settings settings of the brokers' listener {@code CLIENT}
     * @param format further arguments for formatting the brokers' folders
     * @param client properties of a client of that listener, except the address
     */
    static KafkaCluster start(
            Path folder, int nodes, Map<String, String> settings, List<String> format, Map<String, String> client)
            throws Exception {
        KafkaCluster cluster = new KafkaCluster(folder, FreePorts.take(3 * nodes), client);
        try {
            String id = Uuid.randomUuid().toString();
            for (int node = 0; node < nodes; node++) {
                Map<String, String> all = cluster.settings(node, nodes);
                all.putAll(settings);
                cluster.format(node, id, all, format);
                cluster.nodes.add(cluster.launch(node));
            }
            cluster.awaitNodes(nodes);
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private Map<String, String> settings(int node, int nodes) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node));
        settings.put(
                "listeners",
                "CLIENT://127.0.0.1:" + ports.get(3 * node) + ",BROKER://127.0.0.1:" + ports.get(3 * node + 1)
                        + ",CONTROLLER://127.0.0.1:" + ports.get(3 * node + 2));
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "controller.quorum.voters",
                IntStream.range(0, nodes)
                        .mapToObj(voter -> voter + "@127.0.0.1:" + ports.get(3 * voter + 2))
                        .collect(Collectors.joining(",")));
        settings.put("log.dirs", folder.resolve("kafka-" + node).toString());
        String copies = Integer.toString(nodes);
        String least = Integer.toString(Math.min(2, nodes));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", copies);
            settings.put(topic + ".num.partitions", "3");
        }
        settings.put("transaction.state.log.min.isr", least);
        settings.put("share.coordinator.state.topic.min.isr", least);
        settings.put("min.insync.replicas", least);
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        // Records carry event times of days ago.
        settings.put("log.retention.ms", "-1");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        return settings;
    }

    private void format(int node, String id, Map<String, String> settings, List<String> further) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(properties(node))) {
            properties.store(writer, null);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "format", "--cluster-id", id, "--config", properties(node).toString()));
        arguments.addAll(further);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status = StorageTool.execute(
                arguments.toArray(new String[0]), new PrintStream(output, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException(
                    "Formatting gave status " + status + ": " + output.toString(StandardCharsets.UTF_8));
        }
    }

    private Path properties(int node) {
        return folder.resolve("kafka-" + node + ".properties");
    }

    private JavaProcess launch(int node) {
        return new JavaProcess.Program(
                        "kafka.Kafka",
                        ClassPaths.kafka(),
                        List.of("-Xmx384m", "-XX:+UseSerialGC", LogFile.option(folder)),
                        Map.of())
                .start(
                        folder.resolve("kafka-" + node + ".log"),
                        List.of(properties(node).toString()));
    }

    /** Addresses of the brokers. */
    String bootstrapServers() {
        return IntStream.range(0, nodes.size())
                .mapToObj(node -> "127.0.0.1:" + ports.get(3 * node))
                .collect(Collectors.joining(","));
    }

    /** Properties of a client. */
    Map<String, Object> client() {
        Map<String, Object> properties = new LinkedHashMap<>(client);
        properties.put("bootstrap.servers", bootstrapServers());
        return properties;
    }

    /** Access to the topics. */
    KafkaTopics topics() {
        return new KafkaTopics(client());
    }

    /** Creates a topic with a replica on every node. */
    void create(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) nodes.size())))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The node that leads partition 0 of a topic. */
    int leader(String topic) throws Exception {
        try (Admin admin = Admin.create(client())) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .get(0)
                    .leader()
                    .id();
        }
    }

    /** Ends a node as {@code kill -9} does. */
    void kill(int node) throws InterruptedException {
        nodes.get(node).kill();
    }

    /** Freezes a node, which simulates a hanging machine. */
    void freeze(int node) throws IOException, InterruptedException {
        nodes.get(node).freeze();
    }

    /** Resumes a frozen node. */
    void wake(int node) throws IOException, InterruptedException {
        nodes.get(node).wake();
    }

    /** Starts a node that was killed, and does not wait for it. */
    void restart(int node) {
        nodes.set(node, launch(node));
    }

    /** Starts a node that was killed, and waits until it has caught up with a topic. */
    void restart(int node, String topic) throws Exception {
        nodes.set(node, launch(node));
        awaitNodes(nodes.size());
        try (Admin admin = Admin.create(client())) {
            Await.until(
                    "node " + node + " has caught up",
                    () -> admin
                            .describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .get(topic)
                            .partitions()
                            .stream()
                            .allMatch(partition -> partition.isr().size() == nodes.size()));
        }
    }

    /** Waits until all nodes have joined. */
    void awaitAll() throws Exception {
        awaitNodes(nodes.size());
    }

    private void awaitNodes(int count) throws Exception {
        try (Admin admin = Admin.create(client())) {
            Await.until(
                    count + " brokers",
                    () -> admin.describeCluster()
                                    .nodes()
                                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                                    .size()
                            == count);
        }
    }

    @Override
    public void close() {
        nodes.forEach(JavaProcess::close);
    }
}
