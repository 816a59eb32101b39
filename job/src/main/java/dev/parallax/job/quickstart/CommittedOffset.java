package dev.parallax.job.quickstart;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The offset that the quickstart's source has committed: the number of records that the job has read. */
final class CommittedOffset {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);

    private CommittedOffset() {}

    /**
     * Waits until the source has committed an offset, which it does with the checkpoint after the records.
     *
     * @param expected offset to wait for; after {@code 30 s} the method no longer waits
     * @return the offset committed last
     */
    static long await(String bootstrapServers, long expected) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            while (true) {
                long committed = admin
                        .listConsumerGroupOffsets(QuickstartTopics.GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .values()
                        .stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum();
                if (committed >= expected || System.nanoTime() > deadline) {
                    return committed;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_REQUESTS.toMillis());
            }
        }
    }
}
