package dev.parallax.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class SentenceProducerTest {

    private final KafkaTopics kafka;

    SentenceProducerTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Test
    void no_record_goes_beyond_the_limit_and_the_others_follow_when_it_rises() throws Exception {
        // Given
        kafka.create("limited-texts", 1);
        SendingLimit limit = new SendingLimit(false);
        AtomicInteger asked = new AtomicInteger();
        try (SentenceProducer producer = new SentenceProducer(
                kafka.bootstrapServers(), "limited-texts", Corpus.sentiment(), true, 20, 1_000, () -> {
                    asked.incrementAndGet();
                    return limit.getAsLong();
                })) {
            // When
            Await.until("the second record waits", () -> producer.sent() == 1 && asked.get() > 10);
            long before = producer.sent();
            limit.update(1, 0);
            // Then
            Await.until("all are sent", () -> producer.sent() == 20);
            assertThat(before).isEqualTo(1);
        }
    }
}
