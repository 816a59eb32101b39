package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterDecidedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execution.checkpointing.num-retained",
                "state.checkpoints.num-retained",
                "execution.checkpointing.cleaner.parallel-mode",
                "execution.state-recovery.from-local",
                "state.backend.local-recovery",
                "high-availability.type",
                "jobmanager.memory.process.size",
                "jobmanager.scheduler",
                "taskmanager.numberOfTaskSlots",
                "rest.port",
                "heartbeat.timeout",
                "cluster.evenly-spread-out-slots",
                "metrics.reporters",
                "s3.access-key",
                "kubernetes.namespace",
                "classloader.resolve-order",
                "env.java.opts.all"
            })
    void an_option_that_processes_read_is_the_cluster_s(String key) {
        assertThat(ClusterDecided.decides(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execution.checkpointing.interval",
                "execution.checkpointing.dir",
                "execution.checkpointing.externalized-checkpoint-retention",
                "execution.checkpointing.unaligned.enabled",
                "execution.buffer-timeout.interval",
                "execution.target",
                "state.backend.type",
                "state.backend.rocksdb.memory.managed",
                "restart-strategy.type",
                "restart-strategy.exponential-delay.initial-backoff",
                "parallelism.default",
                "pipeline.max-parallelism",
                "metrics.latency.interval",
                "sink.committer.retries",
                "task.cancellation.timeout",
                "taskmanager.memory.managed.consumer-weights"
            })
    void an_option_that_a_job_carries_is_its_own(String key) {
        assertThat(ClusterDecided.decides(key)).isFalse();
    }

    @Test
    void an_option_without_effect_is_told_with_where_it_belongs_unless_the_cluster_has_the_same() {
        // Given
        FlinkConfig job = new FlinkConfig(Map.of(
                "execution.checkpointing.num-retained", "3",
                "execution.checkpointing.interval", "1 s",
                "rest.port", "8082",
                "s3.secret-key", "hunter2"));
        // Then
        assertThat(ClusterDecided.warnings(job, Map.of("rest.port", "8082", "s3.secret-key", "another")))
                .containsExactly(
                        "flink.execution.checkpointing.num-retained has no effect: a cluster that a job is"
                                + " submitted to takes it"
                                + " from its own configuration. Set execution.checkpointing.num-retained in"
                                + " Flink's config.yaml, or"
                                + " in flinkConfiguration of the FlinkDeployment",
                        "flink.s3.secret-key has no effect: a cluster that a job is submitted to takes it from its own"
                                + " configuration. Set s3.secret-key in Flink's config.yaml, or in"
                                + " flinkConfiguration of the"
                                + " FlinkDeployment");
    }
}
