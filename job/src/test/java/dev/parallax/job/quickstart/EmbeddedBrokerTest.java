package dev.parallax.job.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {

    @Test
    void two_brokers_run_beside_each_other_with_topics_of_their_own() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start();
                EmbeddedBroker two = EmbeddedBroker.start()) {
            // When
            one.createTopic("texts", 3);
            // Then
            assertThat(one.bootstrapServers()).isNotEqualTo(two.bootstrapServers());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", one.bootstrapServers()))) {
                assertThat(admin.describeTopics(List.of("texts"))
                                .allTopicNames()
                                .get(30, TimeUnit.SECONDS)
                                .get("texts")
                                .partitions())
                        .hasSize(3);
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", two.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).isEmpty();
            }
            assertThatThrownBy(() -> one.createTopic("texts", 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("The topic 'texts' was not created");
        }
    }

    @Test
    void closing_twice_is_closing_once() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        broker.close();
        broker.close();
        assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
    }
}
