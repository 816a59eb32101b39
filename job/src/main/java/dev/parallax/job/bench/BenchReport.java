package dev.parallax.job.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The results of a benchmark.
 *
 * @param conditions the conditions of the measurement
 * @param ceiling the bare model
 * @param batched the job
 * @param oneByOne the job with batches of one text
 * @param singleMillis the bare model on one text at a time
 * @param batchedLatency the job at half of its throughput
 * @param oneByOneLatency the job with batches of one text, at that same rate
 * @param batcher the batcher before a model that does nothing
 * @param encoder the encoder by itself
 * @param memory resident memory
 */
public record BenchReport(
        Conditions conditions,
        Ceiling ceiling,
        JobThroughput.ThroughputResult batched,
        JobThroughput.ThroughputResult oneByOne,
        DistributionSummary singleMillis,
        JobLatency.LatencyResult batchedLatency,
        JobLatency.LatencyResult oneByOneLatency,
        NoOpBatching.BatcherResult batcher,
        EncoderSpeed encoder,
        Residence memory) {

    /**
     * The conditions of a measurement.
     *
     * @param machine operating system, processors, Java
     * @param model name and fingerprint
     * @param provider execution provider of ONNX Runtime
     * @param threads threads of one run of the model
     * @param inFlight runs side by side
     * @param maxRows most texts of a batch
     * @param maxPaddedTokens most token ids of a batch, padding included
     * @param maxPadding largest share of padding
     * @param texts origin of the texts
     * @param records number of records of each run
     * @param tokens token ids of a record
     */
    record Conditions(
            String machine,
            String model,
            String provider,
            int threads,
            int inFlight,
            int maxRows,
            int maxPaddedTokens,
            double maxPadding,
            String texts,
            int records,
            DistributionSummary tokens) {

        static Conditions of(
                BenchTexts texts,
                DistributionSummary tokens,
                int records,
                ModelId model,
                String provider,
                DeviceOptions device,
                BatchPolicy policy) {
            int cores = Runtime.getRuntime().availableProcessors();
            return new Conditions(
                    System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + cores
                            + " processors, Java " + Runtime.version(),
                    model.name() + " (" + model.fingerprint() + ")",
                    provider,
                    device.cpuThreads() == 0 ? cores : device.cpuThreads(),
                    policy.inFlight(),
                    policy.maxRows(),
                    policy.maxPaddedTokens(),
                    policy.maxPadding(),
                    texts.corpus().sentences().size() + " texts: " + texts.origin(),
                    records,
                    tokens);
        }
    }

    /**
     * The results of the bare model.
     *
     * @param bySize by batch size, on a subset of the texts
     * @param before with the best batch size, before the job ran
     * @param after the same, after the job ran
     * @param oneAtATime the same, one run at a time with a thread for each core
     * @param exported the exported graph with the best batch size, before and after the job; none if the bare model
     *     runs that graph itself
     */
    record Ceiling(
            Map<Integer, RawCeiling.Pass> bySize,
            RawCeiling.Pass before,
            RawCeiling.Pass after,
            RawCeiling.Pass oneAtATime,
            List<RawCeiling.Pass> exported) {

        /** Copies the list. */
        Ceiling {
            exported = List.copyOf(exported);
        }

        /** Texts a second of the exported graph; empty if the bare model runs that graph itself. */
        OptionalDouble exportedPerSecond() {
            return exported.stream().mapToDouble(RawCeiling.Pass::perSecond).average();
        }

        double perSecond() {
            return (before.perSecond() + after.perSecond()) / 2;
        }

        double cpuMillis() {
            return (before.cpuMillis() + after.cpuMillis()) / 2;
        }
    }

    /**
     * Resident memory of this process, MiB; 0 if the system does not report it.
     *
     * @param before before a model was loaded
     * @param peakOfModel peak until the end of the bare model
     * @param peakOfJob peak until the end of the job
     */
    record Residence(long before, long peakOfModel, long peakOfJob) {

        static Residence of(OptionalLong before, OptionalLong peakOfModel, OptionalLong peakOfJob) {
            return new Residence(before.orElse(0), peakOfModel.orElse(0), peakOfJob.orElse(0));
        }
    }

    /** The job's throughput divided by the bare model's. */
    double jobToCeiling() {
        return batched.perSecond() / ceiling.perSecond();
    }

    /**
     * CPU time of the bare model for a text divided by that of job and broker. With other programs on the same
     * processors this is more meaningful than {@link #jobToCeiling()}, which it equals if the processors are never
     * idle.
     */
    double ceilingToJobCpu() {
        return ceiling.cpuMillis() / batched.cpuMillisPerText();
    }

    /** The job's throughput divided by that of the job with batches of one text. */
    double batchedToOneByOne() {
        return batched.perSecond() / oneByOne.perSecond();
    }

    /** 99th percentile of the job's latency at half load divided by the mean time of one run of the bare model. */
    double p99ToSingle() {
        return batchedLatency.millis().p99() / singleMillis.mean();
    }

    /** All values and the ratios as JSON. */
    public String json() {
        ObjectNode json = JsonMapper.builder().build().valueToTree(this);
        json.putObject("ratios")
                .put("jobToCeiling", jobToCeiling())
                .put("ceilingToJobCpu", ceilingToJobCpu())
                .put("batchedToOneByOne", batchedToOneByOne())
                .put("p99ToSingle", p99ToSingle());
        ceiling.exportedPerSecond()
                .ifPresent(exported -> json.withObject("/ratios")
                        .put("ceilingToExported", ceiling.perSecond() / exported)
                        .put("jobToExported", batched.perSecond() / exported));
        return json.toPrettyString() + "\n";
    }

    /** The same as a Markdown table. */
    public String markdown() {
        return new BenchTable(this).markdown();
    }
}
