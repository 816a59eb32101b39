package dev.parallax.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class ResultConsumerTest {

    private final KafkaTopics kafka;

    ResultConsumerTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Test
    void a_letter_in_parts_is_one_and_a_record_with_two_results_is_told() throws Exception {
        // Given
        kafka.create("counted-predictions", 1);
        kafka.create("counted-letters", 1);
        kafka.send(List.of(
                letter(0, "1/3"),
                letter(0, "2/3"),
                letter(0, "3/3"),
                letter(1, "whole"),
                new ProducerRecord<>("counted-letters", bytes("2"), bytes("not JSON")),
                new ProducerRecord<>("counted-predictions", bytes("3"), bytes("{\"latencyMs\":5}")),
                new ProducerRecord<>("counted-predictions", bytes("3"), bytes("{\"latencyMs\":7}"))));
        // When
        try (ResultConsumer results =
                new ResultConsumer(kafka.bootstrapServers(), "counted-predictions", "counted-letters")) {
            Await.until("all are read", () -> results.predictions() == 2 && results.deadLetters() >= 3);
            // Then
            assertThat(results.deadLetters()).isEqualTo(3);
            assertThat(results.repeated()).isEqualTo(1);
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(int number, String part) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>("counted-letters", bytes(Integer.toString(number)), bytes("{"));
        letter.headers().add("parallax.part", bytes(part));
        return letter;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
