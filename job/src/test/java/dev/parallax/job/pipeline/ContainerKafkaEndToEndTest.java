package dev.parallax.job.pipeline;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** Runs the end-to-end test against the Kafka project's own image. */
@EnabledIf(
        value = "dockerAnswers",
        disabledReason = "No Docker engine answers here; EmbeddedKafkaEndToEndTest runs the same tests without one")
class ContainerKafkaEndToEndTest extends KafkaEndToEnd {

    private final KafkaContainer container = new KafkaContainer("apache/kafka:4.2.2")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
            .withEnv("KAFKA_LOG_RETENTION_MS", "-1");

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    KafkaTopics kafka() {
        container.start();
        return new KafkaTopics(container.getBootstrapServers());
    }

    @AfterAll
    void stop() {
        container.stop();
    }
}
