import dev.parallax.job.quickstart.EmbeddedBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker for the containers, on the loopback interface, and texts for their job. Ends with status 0 when there is a
 * prediction of each, and with 1 where that takes too long.
 *
 * <p>Arguments: a file to write addresses to, as lines that a shell reads; seconds to wait.
 */
class Roundtrip {

    private static final int TEXTS = 300;

    private static final String STRINGS = StringSerializer.class.getName();

    public static void main(String[] args) throws Exception {
        // A broker that fails leaves threads behind, and they would keep the process.
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            thrown.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        int found;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (String topic :
                    List.of("texts", "predictions", "dead-letters", "disagreements", "quality", "alerts")) {
                broker.createTopic(topic, 2);
            }
            write(Path.of(args[0]), broker.bootstrapServers());
            send(broker.bootstrapServers());
            found = predictions(broker.bootstrapServers(), Duration.ofSeconds(Long.parseLong(args[1])));
        }
        System.out.println(found + " of " + TEXTS + " texts have a prediction");
        System.exit(found == TEXTS ? 0 : 1);
    }

    private static void write(Path file, String bootstrap) throws Exception {
        StringBuilder lines = new StringBuilder("BOOTSTRAP=" + bootstrap + "\n");
        try (ServerSocket rest = free();
                ServerSocket rpc = free();
                ServerSocket dashboard = free();
                ServerSocket metrics = free()) {
            lines.append("REST_PORT=").append(rest.getLocalPort());
            lines.append("\nRPC_PORT=").append(rpc.getLocalPort());
            lines.append("\nDASHBOARD_PORT=").append(dashboard.getLocalPort());
            lines.append("\nMETRICS_PORT=").append(metrics.getLocalPort()).append('\n');
        }
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(whole, lines);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ServerSocket free() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void send(String bootstrap) {
        Map<String, Object> options =
                Map.of("bootstrap.servers", bootstrap, "key.serializer", STRINGS, "value.serializer", STRINGS);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(options)) {
            for (int i = 0; i < TEXTS; i++) {
                String text = i % 2 == 0 ? "The soup was warm and I was happy." : "It wasn't good, and it was late.";
                var unused = producer.send(new ProducerRecord<>(
                        "texts", "key-" + i, "{\"id\":\"" + i + "\",\"text\":\"" + text + "\"}"));
            }
        }
    }

    private static int predictions(String bootstrap, Duration patience) {
        Map<String, Object> options = Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", "roundtrip",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName());
        Set<String> keys = new HashSet<>();
        long deadline = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(options)) {
            consumer.subscribe(List.of("predictions"));
            while (keys.size() < TEXTS && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> keys.add(record.key()));
            }
        }
        return keys.size();
    }
}
