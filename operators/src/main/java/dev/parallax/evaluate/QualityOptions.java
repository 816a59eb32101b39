package dev.parallax.evaluate;

import dev.parallax.bounds.Bounds;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.observation.SegmentFunction;
import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.WindowSizes;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options of quality reports: windows, times, segments and statistics.
 *
 * @param sizes how windows lie on event time
 * @param comparisonTimeout how long a window that is over waits for comparisons that are under way
 * @param revisionInterval how often windows to which something came late are reported again
 * @param labelRetention how long a text waits for its label, and a label for its text
 * @param segments values of the key field that have windows of their own; every other is counted as
 *     {@link SegmentFunction#OTHER}. Empty where there is no key field
 * @param f1 arguments of the libraries' F1 functions
 * @param detectors parameters of the change detectors
 * @param drift the reference of drift
 */
public record QualityOptions(
        WindowSizes sizes,
        Duration comparisonTimeout,
        Duration revisionInterval,
        Duration labelRetention,
        List<String> segments,
        F1Options f1,
        DetectorOptions detectors,
        DriftOptions drift)
        implements Serializable {

    /** Bounds of {@code comparisonTimeout}. */
    public static final Bounds<Duration> COMPARISON_TIMEOUT = Bounds.DURATION;

    /** Bounds of {@code revisionInterval}. */
    public static final Bounds<Duration> REVISION_INTERVAL = Bounds.MILLISECOND_OR_LONGER;

    /** Bounds of {@code labelRetention}. */
    public static final Bounds<Duration> LABEL_RETENTION = Bounds.MILLISECOND_OR_LONGER;

    /** Bounds of {@code segments}. */
    public static final Bounds<List<String>> SEGMENTS = new Bounds<>(
            "different, none of them empty or '" + SegmentFunction.OTHER + "'",
            names -> names.stream().noneMatch(String::isBlank)
                    && !names.contains(SegmentFunction.OTHER)
                    && new HashSet<>(names).size() == names.size());

    /** @throws IllegalArgumentException if a value is out of its bounds */
    public QualityOptions {
        COMPARISON_TIMEOUT.require("comparisonTimeout", comparisonTimeout);
        REVISION_INTERVAL.require("revisionInterval", revisionInterval);
        LABEL_RETENTION.require("labelRetention", labelRetention);
        segments = List.copyOf(segments);
        SEGMENTS.require("segments", segments);
    }

    /**
     * The parameters of the detectors of changes in the share of disagreements.
     *
     * @param pageHinkley by the Page–Hinkley test
     * @param adwinDelta by ADWIN: how sure it must be, above 0 and below 1
     */
    public record DetectorOptions(PageHinkley.Options pageHinkley, double adwinDelta) implements Serializable {

        /** At most one false alarm in 30 days of 10 comparisons a second, each. */
        public static final DetectorOptions DEFAULT =
                new DetectorOptions(PageHinkley.Options.DEFAULT, Adwin.DEFAULT_DELTA);
    }

    /** The source of the reference. */
    public enum ReferenceKind {
        /** The first whole window with enough texts. */
        FROZEN,
        /** A report that was kept in a file. */
        FILE,
        /** The window at the same time of the day before. */
        PREVIOUS_DAY;

        /** The name in configurations and reports. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The reference that drift is measured against.
     *
     * @param kind where the reference comes from
     * @param leastRecords texts that a window must have to be one
     * @param file the reference where it comes from a file and was read, else {@code null}
     */
    public record DriftOptions(
            ReferenceKind kind, int leastRecords, @Nullable FileReference file) implements Serializable {

        /** Bounds of {@code leastRecords}. */
        public static final Bounds<Integer> LEAST_RECORDS = Bounds.integers(1, Integer.MAX_VALUE);

        /** The first whole window with 1,000 texts. */
        public static final DriftOptions DEFAULT = new DriftOptions(ReferenceKind.FROZEN, 1000, null);

        /** @throws IllegalArgumentException if there are too few texts, or a file where none is the reference */
        public DriftOptions {
            LEAST_RECORDS.require("leastRecords", leastRecords);
            if (kind != ReferenceKind.FILE && file != null) {
                throw new IllegalArgumentException("A reference of the kind " + kind + " must not be given, and is");
            }
        }
    }

    /**
     * A reference that was kept in a file: the distributions of a report.
     *
     * @param startMillis first millisecond of the report's window, epoch
     * @param endMillis first millisecond after it
     * @param classes texts of each class by its name, in order
     * @param score texts of each bin of {@link Bins#SCORE}
     * @param tokens texts of each bin of {@link Bins#TOKENS}
     * @param records texts
     * @param allTokens token ids
     * @param unknownTokens those of them that are unknown
     * @param truncated texts that were cut
     */
    public record FileReference(
            long startMillis,
            long endMillis,
            List<ClassCount> classes,
            List<Long> score,
            List<Long> tokens,
            long records,
            long allTokens,
            long unknownTokens,
            long truncated)
            implements Serializable {}

    /** Texts of a class. */
    public record ClassCount(String label, long count) implements Serializable {}

    /**
     * Windows with the default of all else: a second for comparisons, revisions every half minute, a day for labels, no
     * segments.
     */
    public static QualityOptions of(WindowSizes sizes) {
        return new QualityOptions(
                sizes,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofDays(1),
                List.of(),
                F1Options.DEFAULT,
                DetectorOptions.DEFAULT,
                DriftOptions.DEFAULT);
    }

    /** The same with the reference that was read from a file. */
    public QualityOptions with(FileReference file) {
        return new QualityOptions(
                sizes,
                comparisonTimeout,
                revisionInterval,
                labelRetention,
                segments,
                f1,
                detectors,
                new DriftOptions(drift.kind(), drift.leastRecords(), file));
    }

    /** @throws IllegalArgumentException if the reference comes from a file that was not read */
    void requireReference() {
        if (drift.kind() == ReferenceKind.FILE && drift.file() == null) {
            throw new IllegalArgumentException("A reference of the kind file must be given, and is not");
        }
    }

    /**
     * The time for which a window is kept after its end: for late data, and, if it is the next day's reference, until
     * then.
     */
    Duration kept() {
        Duration lateness = sizes.allowedLateness();
        if (drift.kind() != ReferenceKind.PREVIOUS_DAY) {
            return lateness;
        }
        Duration untilLast = Duration.ofDays(1).plus(sizes.size());
        return lateness.compareTo(untilLast) > 0 ? lateness : untilLast;
    }
}
