package dev.parallax.job.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and its KRaft controller in this JVM, on free ports of the loopback interface, with its log in a
 * temporary folder that goes with it. For trying things out: nothing is replicated, and nothing outlives it.
 *
 * <p>Safe for several threads.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** Ports are chosen before the broker binds them, and another process may be faster. */
    private static final int ATTEMPTS = 3;

    private static final long ADMIN_TIMEOUT_SECONDS = 30;

    private final KafkaRaftServer server;
    private final TemporaryFolder folder;
    private final int port;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, TemporaryFolder folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts a broker and waits until it takes requests, for some seconds.
     *
     * @throws IllegalStateException if it does not start
     */
    public static EmbeddedBroker start() {
        return start(Map.of());
    }

    /**
     * As {@link #start()}, with settings of a broker in place of, or beside, those that it would have.
     *
     * @throws IllegalStateException if it does not start
     */
    public static EmbeddedBroker start(Map<String, String> settings) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(settings);
            } catch (IOException | RuntimeException e) {
                if (attempt == ATTEMPTS || !portWasTaken(e)) {
                    throw new IllegalStateException("The embedded Kafka broker did not start: " + e.getMessage(), e);
                }
            }
        }
    }

    private static EmbeddedBroker attempt(Map<String, String> more) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("parallax-broker-");
        try {
            int[] ports = freePorts();
            Map<String, String> settings = settings(folder.path().resolve("log"), ports[0], ports[1]);
            settings.putAll(more);
            format(folder.path(), settings);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            try {
                server.startup();
            } catch (RuntimeException e) {
                server.shutdown();
                throw e;
            }
            return new EmbeddedBroker(server, folder, ports[0]);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static boolean portWasTaken(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        }
    }

    private static Map<String, String> settings(Path log, int broker, int controller) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "BROKER://127.0.0.1:" + broker + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "BROKER://127.0.0.1:" + broker);
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("log.dirs", log.toString());
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        // Results carry their records' timestamps, and these may be older than a broker keeps things by default. Size
        // makes room instead, so that a broker that runs for days does not fill the disk.
        settings.put("log.retention.ms", "-1");
        settings.put("log.retention.check.interval.ms", "10000");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152"); // of the heap; by itself 128 MiB
        return settings;
    }

    private static void format(Path folder, Map<String, String> settings) throws IOException {
        Path file = folder.resolve("server.properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] arguments = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        int status = StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException(
                    "Formatting the log gave status " + status + ": " + output.toString(StandardCharsets.UTF_8));
        }
    }

    /** Address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * Creates a topic and waits until it is there.
     *
     * @throws IllegalStateException if the broker rejects, for one because there is such a topic
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void createTopic(String name, int partitions) throws InterruptedException {
        createTopic(name, partitions, Map.of());
    }

    /**
     * Creates a topic with properties of its own, such as {@code retention.bytes}, and waits until it is there.
     *
     * @throws IllegalStateException if the broker rejects, for one because there is such a topic
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void createTopic(String name, int partitions, Map<String, String> properties) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(properties)))
                    .all()
                    .get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topic '" + name + "' was not created: " + e.getMessage(), e);
        }
    }

    /**
     * Commits offset 0 of a topic's partition 0 for a consumer group, and waits until that is done: the first commit of
     * a new broker takes some seconds, in which others would fail and try again.
     *
     * @throws IllegalStateException if the broker rejects
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void createGroup(String group, String topic) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
                    .all()
                    .get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The group '" + group + "' was not created: " + e.getMessage(), e);
        }
    }

    /** Stops the broker and deletes its log; does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }
}
