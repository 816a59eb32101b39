package dev.parallax.job.tune;

import dev.parallax.job.config.option.BatchKeys;
import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.tune.fit.CostFit;
import java.util.Locale;

/** Formats the results of a tuning as text: Markdown tables, and YAML to paste. For one thread and one use. */
public final class TuningText {

    private static final double PERCENT = 100;

    /** Slowest hundredth of the runs by the median from which on a machine is called busy. */
    private static final double DISTURBED = 2;

    private final TuningReport report;
    private final Goal goal;
    private final StringBuilder out = new StringBuilder();

    private TuningText(TuningReport report) {
        this.report = report;
        this.goal = report.goal();
    }

    /** The report as Markdown tables and lines of YAML; without YAML if no setting kept the goal's bound. */
    public static String of(TuningReport report) {
        TuningText text = new TuningText(report);
        text.conditions();
        text.fits();
        text.disturbance();
        text.checks();
        text.verdict();
        if (report.verdict().kept()) {
            text.yaml();
        }
        return text.out.toString();
    }

    private void conditions() {
        TuningReport.Conditions conditions = report.conditions();
        line("%s. Model %s on %s.", conditions.machine(), conditions.model(), conditions.provider());
        line(
                "%s; tokens p50 %.0f, p95 %.0f, p99 %.0f, max %.0f. Up to %d texts in batcher and model,"
                        + " %.0f %% padding at most.",
                conditions.texts(),
                conditions.tokens().p50(),
                conditions.tokens().p95(),
                conditions.tokens().p99(),
                conditions.tokens().max(),
                conditions.capacity(),
                PERCENT * conditions.maxPadding());
        line("Goal: %s.", goal.words());
    }

    private void fits() {
        line("%n| Threads | In flight | Time of a run: a + b · padded tokens + c · rows · length² | R² | Error: median,"
                + " largest | Slowest 1 %% of runs |");
        line("| --- | --- | --- | --- | --- | --- |");
        report.times()
                .all()
                .forEach((concurrency, fit) -> line(
                        "| %d | %d | %.3f ms + %.2f µs · tokens + %.4f µs · rows · length² | %.3f"
                                + " | %.0f %%, %.0f %% | × %.2f |",
                        concurrency.threads(),
                        concurrency.inFlight(),
                        fit.cost().base(),
                        1000 * fit.cost().perToken(),
                        1000 * fit.cost().perSquare(),
                        fit.rSquared(),
                        PERCENT * fit.medianError(),
                        PERCENT * fit.largestError(),
                        fit.slowest()));
    }

    /** A sentence on times that a quiet machine does not have. */
    private void disturbance() {
        double slowest = report.times().all().values().stream()
                .mapToDouble(CostFit::slowest)
                .max()
                .orElse(1);
        if (slowest > DISTURBED) {
            line(
                    "%nThe slowest runs took %.1f times as long as others with the same batch: something else used the"
                            + " machine, and all figures are uncertain.",
                    slowest);
        }
    }

    private void checks() {
        line(
                "%n%d settings simulated, %d checked:",
                report.simulated(), report.checked().size());
        String figures = goal.arriving()
                ? String.format(
                        Locale.ROOT,
                        "p99 at %.1f texts/s, predicted | measured | error | texts/s %s, predicted",
                        report.checked().get(0).rated().perSecond(),
                        goal.perSecond().isPresent() ? "of a backlog" : "within the bound")
                : "texts/s, predicted | measured | error | rows a batch, measured";
        line("%n| Setting | Threads | In flight | Rows | Padded tokens | %s |", figures);
        line("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        report.checked().forEach(this::check);
    }

    private void check(Checked checked) {
        Setting setting = checked.rated().setting();
        String figures = goal.arriving()
                ? String.format(
                        Locale.ROOT,
                        "%.1f ms | %.1f ms | %+.0f %% | %s",
                        checked.predicted().p99Millis(),
                        checked.measured().p99Millis(),
                        PERCENT * checked.error(goal),
                        most(checked.rated()))
                : String.format(
                        Locale.ROOT,
                        "%.1f | %.1f | %+.0f %% | %.1f",
                        checked.predicted().perSecond(),
                        checked.measured().perSecond(),
                        PERCENT * checked.error(goal),
                        checked.measured().rowsPerBatch());
        line(
                "| %s | %d | %d | %d | %d | %s |",
                checked.role().words(),
                setting.concurrency().threads(),
                setting.concurrency().inFlight(),
                setting.maxRows(),
                setting.maxPaddedTokens(),
                figures);
    }

    private String most(Rated rated) {
        if (goal.perSecond().isPresent()) {
            return String.format(Locale.ROOT, "%.1f", rated.throughput());
        }
        return rated.allowed() ? String.format(Locale.ROOT, "%.1f", rated.perSecond()) : "none";
    }

    private void verdict() {
        Verdict verdict = report.verdict();
        Checked chosen = verdict.chosen();
        if (!verdict.kept()) {
            line(
                    "%nNo setting that was checked kept the bound: the lowest measured p99 is %.1f ms. Measure again"
                            + " while nothing else uses the machine, or give a larger --p99 or a smaller --rate.",
                    chosen.measured().p99Millis());
        } else if (chosen.role().configured()) {
            line("%nThe configured setting is as good as any that was checked.");
        } else {
            report.checked().stream()
                    .filter(each -> each.role().configured())
                    .forEach(configured -> gain(chosen, configured));
        }
    }

    private void gain(Checked chosen, Checked configured) {
        if (goal.arriving()) {
            line(
                    "%nMeasured p99 at that rate: %.1f ms, and %.1f ms as configured.",
                    chosen.measured().p99Millis(), configured.measured().p99Millis());
        } else {
            line(
                    "%nMeasured: %.2f times the texts a second of the configured setting.",
                    chosen.measured().perSecond() / configured.measured().perSecond());
        }
    }

    private void yaml() {
        Checked chosen = report.verdict().chosen();
        Setting setting = chosen.rated().setting();
        if (goal.arriving()) {
            line(
                    "%n    # p99 at %.1f texts/s: predicted %.1f ms, measured %.1f ms",
                    report.checked().get(0).rated().perSecond(),
                    chosen.predicted().p99Millis(),
                    chosen.measured().p99Millis());
        } else {
            line(
                    "%n    # texts/s: predicted %.1f, measured %.1f",
                    chosen.predicted().perSecond(), chosen.measured().perSecond());
        }
        if (report.conditions().cpu()) {
            option(ModelKeys.CPU_THREADS.key(), setting.concurrency().threads());
        }
        option(BatchKeys.IN_FLIGHT.key(), setting.concurrency().inFlight());
        option(BatchKeys.MAX_ROWS.key(), setting.maxRows());
        option(BatchKeys.MAX_PADDED_TOKENS.key(), setting.maxPaddedTokens());
        option(BatchKeys.MAX_PADDING.key(), report.conditions().maxPadding());
        option(BatchKeys.LINGER.key(), "0 ms");
    }

    private void option(String key, Object value) {
        line("    %s: %s", key, value);
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
