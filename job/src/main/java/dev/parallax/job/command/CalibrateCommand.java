package dev.parallax.job.command;

import dev.parallax.job.calibrate.Calibration;
import dev.parallax.job.calibrate.CalibrationJson;
import dev.parallax.job.calibrate.CalibrationReport;
import dev.parallax.job.calibrate.CalibrationText;
import dev.parallax.job.calibrate.Detectors;
import dev.parallax.job.calibrate.ReportedTraffic;
import dev.parallax.job.calibrate.SimulationPlan;
import dev.parallax.job.calibrate.Traffic;
import dev.parallax.job.calibrate.TrafficShift;
import dev.parallax.job.calibrate.WindowLayout;
import dev.parallax.job.command.argument.ConfigArguments;
import dev.parallax.job.command.argument.Range;
import dev.parallax.job.command.argument.TrafficArguments;
import dev.parallax.job.config.QualityConfig;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.files.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code parallax calibrate}, which finds alert thresholds for given traffic by simulation. */
@Command(
        name = "calibrate",
        description = "Simulates traffic that does not drift, and prints for each number of the quality reports the "
                + "threshold that"
                + " gives at most one false alarm in so many days, what the configured alerts would do, "
                + "and YAML to paste."
                + " With --drift also how soon a drift is found. The same seed gives the same figures.")
public final class CalibrateCommand implements Callable<Integer>, DeclaresFiles {

    @Option(
            names = "--reference-records",
            paramLabel = "N",
            description = "Texts of the reference that drift is measured against. Default: as many as a window has.")
    @Range(from = "0", exclusive = true, to = Range.LARGEST)
    private @Nullable Double referenceRecords;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Mean time between false alarms, in days. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30")
    @Range(from = "1", to = "3650")
    private int days;

    @Option(
            names = "--simulations",
            paramLabel = "N",
            description =
                    "Simulations of that length that propose thresholds; as many others choose among them, and as many"
                            + " again measure the chosen ones. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    @Range(from = "1", to = Range.MILLION)
    private int simulations;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    @Range(from = Range.LEAST_LONG, to = Range.LARGEST_LONG)
    private long seed;

    @Option(
            names = "--drift",
            paramLabel = "DRIFT",
            description =
                    "Measures how soon a drift is found: agreement-0.05, or so large a share of the texts that moves"
                            + " to the next class, bin of scores or bin of token counts: class+0.1, score-0.1, "
                            + "tokens+0.1.")
    private @Nullable String drift;

    @Option(
            names = "--drift-streams",
            paramLabel = "N",
            description = "Streams that drift. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    @Range(from = "1", to = Range.MILLION)
    private int driftStreams;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all values to a file as JSON as well.")
    private @Nullable Path json;

    @Mixin
    private TrafficArguments traffic = new TrafficArguments();

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Spec
    private CommandSpec spec;

    @Override
    public void declare(FileUses files) throws IOException {
        traffic.declare(files);
        arguments.declare(files);
        if (json != null) {
            files.writes("--json", json);
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        CalibrationReport report = new Calibration(plan(), line -> {
                    err.println(line);
                    err.flush();
                })
                .run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(CalibrationText.of(report));
        out.flush();
        if (json != null) {
            OutputFile.write(json, CalibrationJson.of(report));
        }
        return 0;
    }

    private SimulationPlan plan() throws IOException {
        QualityConfig quality = QualityConfig.from(arguments.settings());
        Optional<ReportedTraffic> reported = traffic.reported();
        try {
            Traffic comes = traffic.traffic(reported);
            WindowLayout layout = traffic.layout(reported, quality.options().sizes());
            return new SimulationPlan(
                    comes,
                    layout,
                    days,
                    simulations,
                    referenceRecords == null ? comes.recordsPerSecond() * layout.sizeSeconds() : referenceRecords,
                    seed,
                    new Detectors(
                            quality.options().detectors().pageHinkley(),
                            quality.options().detectors().adwinDelta()),
                    quality.alerts().rules(),
                    Optional.ofNullable(drift).map(TrafficShift::parse),
                    driftStreams,
                    reported.map(ReportedTraffic::reports).orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
