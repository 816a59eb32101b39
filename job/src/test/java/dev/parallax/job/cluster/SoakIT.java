package dev.parallax.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the memory of a TaskManager, native memory included, over as many records as three hours have at 100 a
 * second.
 */
@Tag("cluster")
class SoakIT {

    private static final int RECORDS = Integer.getInteger("parallax.cluster.soak", 1_200_000);
    private static final int PARTITIONS = 4;
    private static final long START = 1_700_000_000_000L;
    private static final long BETWEEN_NANOS = 1_000_000_000L;
    private static final Duration PATIENCE = Duration.ofMinutes(9);

    private final Path folder = Workspace.empty("soak");
    private final List<Long> residentMiB = new ArrayList<>();
    private long lastSample = System.nanoTime();

    @Test
    void the_memory_of_a_task_manager_does_not_grow_with_the_records() throws Exception {
        // Given: a TaskManager whose heap is in memory from the start, so that only native memory can make it grow
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        try (KafkaCluster kafka = KafkaCluster.start(folder, 1);
                FlinkCluster flink = FlinkCluster.start(folder, 1, 2)) {
            kafka.create("texts", PARTITIONS);
            for (String topic : JobFile.OUTPUTS) {
                kafka.create(topic, 2);
            }
            List<String> arguments = new JobFile(kafka.bootstrapServers(), model, JobFile.PIPELINE)
                    .set("quality.window", "10 min")
                    .set("quality.slide", "1 min")
                    .write(folder.resolve("job.yaml"));
            var unused = flink.run(Path.of(System.getProperty("parallax.job.jar")), 2, List.of(), arguments);
            JavaProcess taskManager = flink.process(flink.rest().taskManagers().get(0));
            long start = System.nanoTime();
            try (Traffic traffic = new Traffic(kafka.client(), "texts", PARTITIONS, RECORDS, START, 1e9);
                    Ledger results = new Ledger(kafka.client(), RECORDS, "predictions", "dead-letters")) {
                // When
                CompletableFuture<Void> sending = traffic.send(RECORDS, false);
                boolean done = Await.within(PATIENCE, () -> {
                    sample(taskManager);
                    return sending.isDone() && results.hasAll(0, RECORDS);
                });
                // Then
                assertThat(done).as("every record has its result").isTrue();
                assertThat(results.doubled(0, RECORDS)).isZero();
            }
            report((System.nanoTime() - start) / 1e9);
        }
        assertThat(mean(2)).as("MiB, last third").isLessThan(1.05 * mean(1));
    }

    private void sample(JavaProcess taskManager) throws Exception {
        if (System.nanoTime() - lastSample >= BETWEEN_NANOS) {
            residentMiB.add(taskManager.residentMiB());
            lastSample = System.nanoTime();
        }
    }

    /** Mean of the first, second or last third of the samples. */
    private double mean(int third) {
        int length = residentMiB.size() / 3;
        return residentMiB.subList(third * length, (third + 1) * length).stream()
                .mapToLong(Long::longValue)
                .average()
                .orElseThrow();
    }

    private void report(double seconds) throws Exception {
        String report = String.format(
                Locale.ROOT,
                "%,d records in %.0f s, %d samples of a TaskManager's resident memory: means of the thirds "
                        + "%.0f, %.0f, %.0f MiB%n",
                RECORDS,
                seconds,
                residentMiB.size(),
                mean(0),
                mean(1),
                mean(2));
        Files.writeString(Workspace.result("soak.md"), report);
        System.out.print(report);
    }
}
