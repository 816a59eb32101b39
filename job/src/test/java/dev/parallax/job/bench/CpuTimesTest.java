package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.bench.CpuTimes.Group;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuTimesTest {

    @ParameterizedTest
    @CsvSource({
        "parallax-batcher-sentiment-0, BATCHER",
        "Source: Source -> Parse -> Encode -> Classify (1/1)#0, TASK",
        "Source Data Fetcher for Source: Source (1/1)#0, KAFKA_CLIENTS",
        "kafka-producer-network-thread | producer-bench-predictions-1, KAFKA_CLIENTS",
        "data-plane-kafka-request-handler-3, BROKER",
        "quorum-controller-1-event-handler, BROKER",
        "group-coordinator-event-processor-0, BROKER",
        "kafka-1-raft-io-thread, BROKER",
        "flink-pekko.actor.default-dispatcher-4, OTHER"
    })
    void a_thread_belongs_to_a_group_by_its_name(String thread, Group group) {
        assertThat(Group.of(thread)).isEqualTo(group);
    }

    @Test
    void time_of_a_thread_counts_for_its_group() throws InterruptedException {
        // Given
        CpuTimes before = CpuTimes.now();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    long digits = 0;
                    for (int i = 0; i < 20_000_000; i++) {
                        digits += Integer.toString(i).length();
                    }
                    if (digits > 0) {
                        busy.countDown();
                    }
                    try {
                        enough.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "parallax-batcher-test");
        thread.start();
        busy.await();
        // When
        var seconds = CpuTimes.now().secondsSince(before);
        enough.countDown();
        thread.join();
        // Then
        assertThat(seconds.get(Group.BATCHER)).isPositive();
        assertThat(seconds.get(Group.NATIVE)).isNotNegative();
    }
}
