package dev.parallax.job.command.argument;

import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.job.calibrate.ReportedTraffic;
import dev.parallax.job.calibrate.Traffic;
import dev.parallax.job.calibrate.WindowLayout;
import dev.parallax.job.files.FileUses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A mix-in with the arguments that describe the simulated traffic. */
public final class TrafficArguments {

    private static final double RECORDS_PER_SECOND = 10;
    private static final double AGREEMENT = 0.95;
    private static final int CLASSES = 2;

    @Option(
            names = "--reports",
            paramLabel = "FILE",
            description = "Reports of the topic sink.quality-topic, one a line: traffic as it was then. Options "
                    + "override it.")
    private @Nullable Path reports;

    @Option(
            names = "--segment",
            paramLabel = "NAME",
            description = "Segment of the reports. Default: the reports on all texts.",
            defaultValue = "")
    private String segment = "";

    @Option(names = "--records-per-second", paramLabel = "X", description = "Default: 10.")
    @Range(from = "0", exclusive = true, to = Range.LARGEST)
    private @Nullable Double recordsPerSecond;

    @Option(names = "--compared-share", paramLabel = "X", description = "Share of them that is compared. Default: 1.")
    @Range(from = "0", to = "1")
    private @Nullable Double comparedShare;

    @Option(
            names = "--agreement",
            paramLabel = "X",
            description = "Share of the compared ones on which both sides agree. Default: 0.95.")
    @Range(from = "0", to = "1")
    private @Nullable Double agreement;

    @Option(names = "--classes", paramLabel = "N", description = "As many classes, all as frequent. Default: 2.")
    @Range(from = "1", to = Range.MOST_CLASSES)
    private @Nullable Integer classes;

    @Option(
            names = "--class-shares",
            paramLabel = "X,X",
            split = ",",
            description = "Shares of the classes, or numbers in proportion to them, instead of --classes.")
    @Range(from = "0", to = Range.LARGEST)
    private List<Double> classShares = List.of();

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            description = "Default: that of the reports, else of quality.window.",
            converter = DurationConverter.class)
    private @Nullable Duration window;

    @Option(
            names = "--slide",
            paramLabel = "DURATION",
            description = "Default: that of the reports, else of quality.slide.",
            converter = DurationConverter.class)
    private @Nullable Duration slide;

    /** A picocli converter from a duration in the format of configuration options. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return TimeUtils.parseDuration(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "must be a duration with its unit, such as 30 s or 5 min, and is '" + value + "'");
            }
        }
    }

    /** Declares the file of reports. */
    public void declare(FileUses files) throws IOException {
        if (reports != null) {
            files.reads("--reports", reports);
        }
    }

    /**
     * The traffic described by the given reports; empty if none are given.
     *
     * @throws IOException if they cannot be read, or hold no report of the segment
     */
    public Optional<ReportedTraffic> reported() throws IOException {
        return reports == null ? Optional.empty() : Optional.of(ReportedTraffic.read(reports, segment));
    }

    /**
     * The traffic to simulate: each value from its argument, else from the reports, else the default.
     *
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public Traffic traffic(Optional<ReportedTraffic> reported) {
        int count = classes != null
                ? classes
                : reported.map(ReportedTraffic::classes).orElse(CLASSES);
        if (count < 1) {
            throw new IllegalArgumentException("There must be 1 class or more, not " + count);
        }
        List<Double> shares = Traffic.even(count);
        if (!classShares.isEmpty()) {
            shares = Traffic.normalised(classShares);
        } else if (classes == null && reported.isPresent()) {
            shares = reported.get().shares(Distribution.PREDICTED_CLASS, count);
        }
        int all = shares.size();
        return new Traffic(
                given(recordsPerSecond, reported.map(ReportedTraffic::recordsPerSecond), RECORDS_PER_SECOND),
                given(comparedShare, reported.map(ReportedTraffic::comparedShare), 1),
                given(agreement, reported.map(ReportedTraffic::agreement), AGREEMENT),
                shares,
                reported.map(seen -> seen.shares(Distribution.SCORE, Bins.SCORE.count()))
                        .orElseGet(() -> Traffic.typicalScores(all)),
                reported.map(seen -> seen.shares(Distribution.TOKENS, Bins.TOKENS.count()))
                        .orElseGet(Traffic::typicalTokens));
    }

    private static double given(@Nullable Double option, Optional<Double> reported, double byDefault) {
        return option != null ? option : reported.orElse(byDefault);
    }

    /**
     * The windows to simulate: each value from its argument, else from the reports, else from the configuration.
     *
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public WindowLayout layout(Optional<ReportedTraffic> reported, WindowSizes configured) {
        Optional<WindowLayout> seen = reported.map(ReportedTraffic::layout);
        return new WindowLayout(
                window != null
                        ? window.toMillis()
                        : seen.map(WindowLayout::sizeMillis).orElse(configured.sizeMillis()),
                slide != null
                        ? slide.toMillis()
                        : seen.map(WindowLayout::slideMillis).orElse(configured.slideMillis()));
    }
}
