package dev.parallax.job.endpoint.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionalIdsTest {

    @Test
    void no_job_may_have_a_prefix_that_ids_of_another_job_s_sink_begin_with() {
        // Given the starts of all ids of a job
        List<String> prefixes = TransactionalIds.prefixes(config("mine"));
        assertThat(prefixes).hasSize(5).doesNotHaveDuplicates();
        // Then
        assertThat(prefixes).allSatisfy(prefix -> {
            assertThatThrownBy(() -> config(prefix))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("sink.transactional-id-prefix");
            assertThatThrownBy(() -> config(prefix + "-2")).isInstanceOf(ConfigException.class);
        });
    }

    @Test
    void a_prefix_that_begins_with_another_is_a_separate_one() {
        // Given
        List<String> one = TransactionalIds.prefixes(config("mine"));
        List<String> another = TransactionalIds.prefixes(config("mine-2"));
        // Then
        assertThat(one).allSatisfy(prefix -> assertThat(another).noneMatch(other -> other.startsWith(prefix)));
    }

    private static StreamingConfig config(String prefix) {
        return StreamingConfig.from(Settings.none()
                .with(
                        Map.of(
                                "kafka.bootstrap.servers", "broker:9092",
                                "source.topics", "texts",
                                "sink.predictions-topic", "predictions",
                                "sink.dead-letters-topic", "dead-letters",
                                "sink.disagreements-topic", "disagreements",
                                "sink.quality-topic", "quality",
                                "sink.alerts-topic", "alerts",
                                "shadow.enabled", "true",
                                "quality.enabled", "true",
                                "sink.transactional-id-prefix", prefix),
                        "test"));
    }
}
