package dev.parallax.job.endpoint.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.quickstart.EmbeddedBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutputTopicsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int KAFKAS_DEFAULT = 1_048_588;
    private static final int PRODUCERS_DEFAULT = 16 << 20;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() throws InterruptedException {
        broker = EmbeddedBroker.start();
        broker.createTopic("predictions", 1);
        topic("small", 20_000);
        topic("large", 30_000_000);
        topic("tiny", 1000);
    }

    private static void topic(String name, int bytes) throws InterruptedException {
        broker.createTopic(name, 1, Map.of("max.message.bytes", Integer.toString(bytes)));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void every_topic_s_own_limit_counts_as_far_as_the_producer_goes() throws InterruptedException {
        assertThat(ask(config("small", "large", Map.of())))
                .isEqualTo(limits(KAFKAS_DEFAULT, 20_000, PRODUCERS_DEFAULT));
    }

    @Test
    void the_option_counts_where_it_is_smaller() throws InterruptedException {
        Map<String, String> option = Map.of("sink.max-record-size", "100 kb");
        assertThat(ask(config("small", "large", option))).isEqualTo(limits(102_400, 20_000, 102_400));
    }

    @Test
    void a_topic_without_a_setting_has_kafkas_default_or_the_option() throws InterruptedException {
        // Given a topic that cannot be asked because it is not there
        StreamingConfig without = config("lost", "large", Map.of());
        StreamingConfig with = config("lost", "large", Map.of("sink.max-record-size", "2 mb"));
        // Then
        assertThat(ask(without)).isEqualTo(limits(KAFKAS_DEFAULT, KAFKAS_DEFAULT, PRODUCERS_DEFAULT));
        assertThat(ask(with)).isEqualTo(limits(KAFKAS_DEFAULT, 2 << 20, 2 << 20));
    }

    @Test
    void topics_that_are_not_asked_beforehand_are_asked_by_the_tasks() {
        assertThat(byDefault(Map.of())).isEqualTo(limits(KAFKAS_DEFAULT, 20_000, PRODUCERS_DEFAULT));
        assertThat(byDefault(Map.of("kafka.producer.max.request.size", "9000"))).isEqualTo(limits(9000, 9000, 9000));
        assertThat(byDefault(Map.of("kafka.buffer.memory", "8000"))).isEqualTo(limits(8000, 8000, 8000));
    }

    private static Limits byDefault(Map<String, String> more) {
        StreamingConfig config = config("small", "large", more);
        return limits(config, OutputTopics.byDefault(config));
    }

    @Test
    void a_topic_without_room_for_a_part_of_a_letter_is_named() {
        assertThatThrownBy(() -> ask(config("tiny", "large", Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "sink.dead-letters-topic: must be a topic whose max.message.bytes is 4096 or more, and that of"
                                + " 'tiny' is 1000");
    }

    private record Limits(int predictions, int deadLetters, int disagreements) {}

    private static Limits limits(int predictions, int deadLetters, int disagreements) {
        return new Limits(predictions, deadLetters, disagreements);
    }

    private static Limits ask(StreamingConfig config) throws InterruptedException {
        return limits(config, OutputTopics.ask(config, TIMEOUT));
    }

    private static Limits limits(StreamingConfig config, OutputTopics topics) {
        return new Limits(
                topics.topic(config.sink().predictionsTopic()).batchBytes(),
                topics.topic(config.sink().deadLettersTopic()).batchBytes(),
                topics.topic(config.sink().disagreementsTopic()).batchBytes());
    }

    private static StreamingConfig config(String deadLetters, String disagreements, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "source.topics",
                "texts",
                "sink.predictions-topic",
                "predictions",
                "sink.dead-letters-topic",
                deadLetters,
                "sink.disagreements-topic",
                disagreements,
                "shadow.enabled",
                "true"));
        values.putAll(more);
        return StreamingConfig.from(Settings.none().with(values, "test"));
    }
}
