package dev.parallax.job.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The job jar on a cluster of processes that are killed, frozen and resumed in an order drawn from a seed, without
 * waiting for recovery. {@code -Dparallax.chaos.seed=N} draws the same order again.
 */
@Tag("cluster")
class ChaosIT {

    private static final long SEED = Long.getLong("parallax.chaos.seed", new Random().nextInt(1_000_000));
    private static final int RECORDS = Integer.getInteger("parallax.chaos.records", 20_000);
    private static final int PER_SECOND = 150;

    /**
     * Duration of the faults as a share of the sending time; the first third of the records is sent before the first
     * fault.
     */
    private static final double SHARE = 0.55;

    @Test
    void every_record_has_one_result_and_is_counted_once_whatever_happens_in_whatever_order() throws Exception {
        System.out.println("chaos: -Dparallax.chaos.seed=" + SEED);
        Duration duration = Duration.ofMillis((long) (1000.0 * RECORDS / PER_SECOND * SHARE));
        Path file = Workspace.result("chaos.md");
        List<String> earlier = rows(file);
        try (FaultRun run = new FaultRun("chaos", RECORDS, PER_SECOND)) {
            Chaos chaos = run.chaos(SEED, duration);
            run.during(() -> "seed " + SEED + ": " + chaos.happened(), false, chaos);
            Files.write(file, earlier, StandardOpenOption.APPEND);
            run.assertExactlyOnce();
        }
    }

    /** Rows of earlier runs, without the two lines of the table's head. */
    private static List<String> rows(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).stream().skip(2).toList() : List.of();
    }
}
