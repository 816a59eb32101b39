package dev.parallax.job.config;

import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.job.config.option.BatchKeys;
import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.option.QualityKeys;
import dev.parallax.job.config.option.SourceKeys;
import dev.parallax.job.config.setting.OptionReader;
import java.time.Duration;

/**
 * Rules between options of different groups, of those that every mode has. A rule is skipped where one of its options
 * already has a problem, since the default stands for its value then.
 */
final class PipelineChecks {

    private PipelineChecks() {}

    /** Checks all rules. */
    static void check(PipelineConfig config, OptionReader options) {
        capacity(config, options);
        timeouts(config, options);
        segments(config, options);
    }

    /** The operator must be able to fill all batches in flight. */
    private static void capacity(PipelineConfig config, OptionReader options) {
        if (!options.right(
                BatchKeys.CAPACITY,
                BatchKeys.MAX_ROWS,
                BatchKeys.IN_FLIGHT,
                ModelKeys.PROVIDER,
                ModelKeys.CPU_THREADS)) {
            return;
        }
        boolean cpu = config.device().provider() == Provider.CPU;
        BatchPolicy policy = config.batch()
                .on(cpu ? Provider.CPU : Provider.CUDA, config.device().cpuThreads());
        // How many cores the machine has that will run the model is not known here.
        int inFlight = cpu && config.batch().inFlight() == BatchPolicy.BY_DEVICE ? 1 : policy.inFlight();
        long needed = (long) policy.maxRows() * inFlight;
        options.check(
                config.async().capacity() >= needed,
                BatchKeys.CAPACITY,
                "at least " + needed + ", which is " + BatchKeys.MAX_ROWS.key() + " " + policy.maxRows() + " times "
                        + inFlight + " batches in flight");
    }

    /** A text must not time out before the run that it is in. */
    private static void timeouts(PipelineConfig config, OptionReader options) {
        Duration run = config.device().runTimeout();
        if (options.right(BatchKeys.TIMEOUT, ModelKeys.RUN_TIMEOUT)) {
            options.check(
                    config.async().timeout().compareTo(run) > 0,
                    BatchKeys.TIMEOUT,
                    "longer than " + ModelKeys.RUN_TIMEOUT.key() + ", " + run.toMillis() + " ms");
        }
    }

    /** Texts are counted apart by a field that is read. */
    private static void segments(PipelineConfig config, OptionReader options) {
        if (options.right(QualityKeys.SEGMENTS, SourceKeys.SEGMENT_FIELD)) {
            options.check(
                    config.quality().options().segments().isEmpty()
                            || !config.records().rules().fields().segment().isEmpty(),
                    QualityKeys.SEGMENTS,
                    "unset where " + SourceKeys.SEGMENT_FIELD.key() + " is");
        }
    }
}
