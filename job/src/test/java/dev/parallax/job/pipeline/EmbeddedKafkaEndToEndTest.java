package dev.parallax.job.pipeline;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class EmbeddedKafkaEndToEndTest extends KafkaEndToEnd {

    private final KafkaTopics kafka;

    EmbeddedKafkaEndToEndTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Override
    KafkaTopics kafka() {
        return kafka;
    }
}
