package dev.parallax.job.config.option;

import dev.parallax.bounds.Bounds;
import dev.parallax.evaluate.QualityOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.ZeroDivision;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.OptionValues;
import java.time.Duration;
import java.util.List;

/** Options of the quality reports, and the record that they set. */
public final class QualityKeys {

    private static final QualityOptions DEFAULT = QualityOptions.of(WindowSizes.DEFAULT);

    public static final Option<Boolean> ENABLED = Option.flag(
            "quality.enabled",
            false,
            "Whether reports are made on sliding windows of event time: agreement with the shadow if there is"
                    + " one, F1 by"
                    + " name, labels, drift; and alerts on them.");

    public static final Option<String> QUALITY_TOPIC = Option.string(
            "sink.quality-topic",
            "the name of a Kafka topic",
            "Topic of quality reports. Must be set to run on Kafka with `quality.enabled`.");

    public static final Option<String> ALERTS_TOPIC = Option.string(
            "sink.alerts-topic",
            "the name of a Kafka topic",
            "Topic of alerts that fired or were resolved. Must be set to run on Kafka with `quality.enabled`.");

    public static final Option<String> LABELS_TOPIC = Option.string(
            "source.labels-topic",
            "the name of a Kafka topic",
            "Topic of true classes that come apart from their texts, as records with the fields of identity, label and"
                    + " timestamp, or, with `source.format: text`, the label itself with the identity as key.");

    public static final Option<Duration> LABEL_RETENTION = Option.duration(
            "quality.label-retention",
            DEFAULT.labelRetention(),
            QualityOptions.LABEL_RETENTION,
            "How long a text waits for its label, and a label for its text, since the latest news of either.");

    public static final Option<Duration> WINDOW = Option.duration(
            "quality.window",
            WindowSizes.DEFAULT.size(),
            Bounds.MILLISECOND_OR_LONGER,
            "Length of a window of event time.");

    public static final Option<Duration> SLIDE = Option.duration(
            "quality.slide",
            WindowSizes.DEFAULT.slide(),
            WindowSizes.SLIDE,
            "How often a window ends; the window's length is a multiple of it.");

    public static final Option<Duration> ALLOWED_LATENESS = Option.duration(
            "quality.allowed-lateness",
            WindowSizes.DEFAULT.allowedLateness(),
            WindowSizes.ALLOWED_LATENESS,
            "How long after its end a window still takes comparisons and labels; what comes later is counted as late.");

    public static final Option<Duration> COMPARISON_TIMEOUT = Option.duration(
            "quality.comparison-timeout",
            DEFAULT.comparisonTimeout(),
            QualityOptions.COMPARISON_TIMEOUT,
            "How long a window that is over waits for comparisons that are under way.");

    public static final Option<Duration> REVISION_INTERVAL = Option.duration(
            "quality.revision-interval",
            DEFAULT.revisionInterval(),
            QualityOptions.REVISION_INTERVAL,
            "How often windows to which something came late are reported again, with the next revision: those"
                    + " whose ends"
                    + " are multiples of the window's length, so that each text is in one.");

    public static final Option<List<String>> SEGMENTS = Option.strings(
            "quality.segments",
            "values of the field `source.fields.segment`",
            QualityOptions.SEGMENTS,
            "Values of the field `source.fields.segment` that get windows of their own beside those of all texts; every"
                    + " other value is counted as `other`.");

    public static final Option<String> POSITIVE_LABEL = Option.string(
            "quality.positive-label",
            "the name of a class",
            "The positive class of binary F1. Without it, of two classes: the one that equals 1 if both are"
                    + " numbers, `true` of"
                    + " `false` and `true`, else the second; and none of more. Reports name it as `positive`.");

    public static final Option<ReferenceKind> REFERENCE = Option.choice(
            "quality.reference",
            ReferenceKind.class,
            DEFAULT.drift().kind(),
            "What drift is measured against: the first whole window with enough texts (`frozen`), a report in a file"
                    + " (`file`), or the window of the same time a day before (`previous-day`).");

    public static final Option<String> REFERENCE_FILE = Option.path(
            "quality.reference-file",
            "the path of a file with one report, as the topic of reports has it",
            "The report that is the reference, with `quality.reference: file`; read where the job is started.");

    public static final Option<Integer> REFERENCE_MIN_RECORDS = Option.integer(
            "quality.reference-min-records",
            DEFAULT.drift().leastRecords(),
            QualityOptions.DriftOptions.LEAST_RECORDS,
            "Fewest texts that a window must have to be a reference.");

    static final List<Option<?>> ALL = List.of(
            ENABLED,
            QUALITY_TOPIC,
            ALERTS_TOPIC,
            LABELS_TOPIC,
            LABEL_RETENTION,
            WINDOW,
            SLIDE,
            ALLOWED_LATENESS,
            COMPARISON_TIMEOUT,
            REVISION_INTERVAL,
            SEGMENTS,
            POSITIVE_LABEL,
            REFERENCE,
            REFERENCE_FILE,
            REFERENCE_MIN_RECORDS);

    private QualityKeys() {}

    /** The options of quality reports, without the reference that is read from a file. */
    public static QualityOptions options(OptionValues options) {
        return new QualityOptions(
                sizes(options),
                options.value(COMPARISON_TIMEOUT),
                options.value(REVISION_INTERVAL),
                options.value(LABEL_RETENTION),
                options.optional(SEGMENTS).orElse(DEFAULT.segments()),
                new F1Options(options.optional(POSITIVE_LABEL).orElse(""), false, ZeroDivision.WARN),
                DetectorKeys.detectors(options),
                new QualityOptions.DriftOptions(options.value(REFERENCE), options.value(REFERENCE_MIN_RECORDS), null));
    }

    private static WindowSizes sizes(OptionValues options) {
        Duration slide = options.value(SLIDE);
        return new WindowSizes(
                options.value(WINDOW, SLIDE, WindowSizes.multipleOf(slide), slide),
                slide,
                options.value(ALLOWED_LATENESS));
    }
}
