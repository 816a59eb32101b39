package dev.parallax.job.bench;

import dev.parallax.job.bench.BenchReport.Conditions;
import dev.parallax.job.bench.CpuTimes.Group;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Formats a report as Markdown. For one thread and one use. */
final class BenchTable {

    private final BenchReport report;
    private final StringBuilder out = new StringBuilder();

    BenchTable(BenchReport report) {
        this.report = report;
    }

    String markdown() {
        out.append(conditions(report.conditions()));
        out.append("\n| Measured | Value | Aim |\n| --- | --- | --- |\n");
        throughput();
        latency();
        parts();
        cpu(report.batched());
        return out.toString();
    }

    /** Lines with the conditions of a measurement. */
    static String conditions(Conditions conditions) {
        return String.format(
                        Locale.ROOT,
                        "%s. Model %s on %s, threads a run: %d, runs side by side: %d.\n",
                        conditions.machine(),
                        conditions.model(),
                        conditions.provider(),
                        conditions.threads(),
                        conditions.inFlight())
                + String.format(
                        Locale.ROOT,
                        "Batches of %d rows, %d padded tokens and %.0f %% padding at most. %d records of %s; tokens"
                                + " p50 %.0f, p95 %.0f, max %.0f.\n",
                        conditions.maxRows(),
                        conditions.maxPaddedTokens(),
                        100 * conditions.maxPadding(),
                        conditions.records(),
                        conditions.texts(),
                        conditions.tokens().p50(),
                        conditions.tokens().p95(),
                        conditions.tokens().max())
                + "The job shares the processors with the Kafka broker, whose clients and log are in this process"
                + " too.\n";
    }

    private void throughput() {
        int best = RawCeiling.best(report.ceiling().bySize());
        row(
                "(a) bare model, sorted batches of " + best,
                "%.1f texts/s (before the job %.1f, after it %.1f)",
                report.ceiling().perSecond(),
                report.ceiling().before().perSecond(),
                report.ceiling().after().perSecond());
        row(
                "(a') the same, one run at a time on all cores",
                "%.1f texts/s",
                report.ceiling().oneAtATime().perSecond());
        OptionalDouble exported = report.ceiling().exportedPerSecond();
        if (exported.isPresent()) {
            row("(e) bare model with the graph as it was exported", "%.1f texts/s", exported.getAsDouble());
        }
        row(
                "by batch size, on a part of the texts",
                "%s",
                sizes(report.ceiling().bySize()));
        row(
                "(b) job, Kafka to Kafka, exactly once",
                "%.1f texts/s",
                report.batched().perSecond());
        row("(c) job, batches of 1", "%.1f texts/s", report.oneByOne().perSecond());
        aim("b / a", "≥ 0.90", "%.3f", report.jobToCeiling());
        if (exported.isPresent()) {
            row("a / e", "%.3f", report.ceiling().perSecond() / exported.getAsDouble());
            row("b / e", "%.3f", report.batched().perSecond() / exported.getAsDouble());
        }
        row(
                "CPU time of a text, (a) / (b)",
                "%.3f (%.2f ms, %.2f ms)",
                report.ceilingToJobCpu(),
                report.ceiling().cpuMillis(),
                report.batched().cpuMillisPerText());
        row("b / c", "%.3f", report.batchedToOneByOne());
        aim("padding ratio of (b)", "≤ 1.10", "%.3f", report.batched().paddingRatio());
        row("rows per batch of (b)", "%.1f", report.batched().rowsPerBatch());
    }

    private static String sizes(Map<Integer, RawCeiling.Pass> bySize) {
        return bySize.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%d: %.1f",
                        entry.getKey(),
                        entry.getValue().perSecond()))
                .collect(Collectors.joining(", "));
    }

    private void latency() {
        row(
                "one inference, bare model",
                "mean %.1f ms, p99 %.1f ms",
                report.singleMillis().mean(),
                report.singleMillis().p99());
        latency("(b)", report.batchedLatency());
        latency("(c)", report.oneByOneLatency());
        aim("p99 of (b) / mean of one inference", "≤ 4", "%.2f", report.p99ToSingle());
    }

    private void latency(String which, JobLatency.LatencyResult figures) {
        row(
                String.format(Locale.ROOT, "latency of %s at %.1f texts/s, half of (b)", which, figures.perSecond()),
                "p50 %.0f ms, p99 %.0f ms (%.1f rows per batch)",
                figures.millis().p50(),
                figures.millis().p99(),
                figures.rowsPerBatch());
    }

    private void parts() {
        aim(
                "batcher, model that does nothing",
                "≥ 300,000 per core",
                "%,.0f texts/s; %,.0f for each second of CPU (%.1f rows per batch)",
                report.batcher().perSecond(),
                report.batcher().perCoreSecond(),
                report.batcher().rowsPerBatch());
        row(
                "encoder, one thread",
                "%.1f µs a text (%,.0f tokens/s)",
                report.encoder().microsPerText(),
                report.encoder().tokensPerSecond());
        row(
                "resident memory",
                "%s before a model was loaded, peak %s with the bare model, %s with broker and job",
                mebibytes(report.memory().before()),
                mebibytes(report.memory().peakOfModel()),
                mebibytes(report.memory().peakOfJob()));
    }

    private static String mebibytes(long value) {
        return value > 0 ? value + " MiB" : "unknown";
    }

    private void cpu(JobThroughput.ThroughputResult figures) {
        out.append("\n| CPU time of (b) | Share |\n| --- | --- |\n");
        double all = figures.cpuSeconds().values().stream()
                .mapToDouble(seconds -> seconds)
                .sum();
        for (Group group : Group.values()) {
            double seconds = figures.cpuSeconds().getOrDefault(group, 0.0);
            line("| %s | %.1f %% |", group.meaning(), all == 0 ? 0 : 100 * seconds / all);
        }
        line(
                "| all, of the processors' time | %.1f %% |",
                100 * all / (figures.seconds() * Runtime.getRuntime().availableProcessors()));
    }

    private void row(String what, String format, Object... values) {
        aim(what, "", format, values);
    }

    private void aim(String what, String aim, String format, Object... values) {
        line("| %s | %s | %s |", what, String.format(Locale.ROOT, format, values), aim);
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
