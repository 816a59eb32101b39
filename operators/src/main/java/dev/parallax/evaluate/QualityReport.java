package dev.parallax.evaluate;

import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.infer.model.ModelId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report on one window of event time: counts of its texts, agreement of both sides, F1 by name, drift.
 *
 * @param startMillis first millisecond of the window, epoch
 * @param endMillis first millisecond after it
 * @param slideMillis milliseconds from one window's end to the next one's
 * @param model the primary's model
 * @param shadow name of the shadow
 * @param segment value of the key field that the texts share; empty for all texts
 * @param revision 0 for the first report of a window, then 1, 2 … as comparisons and labels come late
 * @param complete whether every sampled text of the window has its comparison in it
 * @param labels names of the classes in the order of the model's logits
 * @param positive the class that binary F1 is about; empty for none
 * @param counts counts of the texts
 * @param matrix the primary's classes by the shadow's, cells that are not 0
 * @param causes why texts got another class, causes that occurred
 * @param values every number, each name once
 * @param distributions what drift is measured on
 * @param detectors change detectors on the stream of comparisons
 * @param reference what drift is measured against; {@code null} where there is nothing yet
 * @param warnings numbers that mislead
 */
public record QualityReport(
        long startMillis,
        long endMillis,
        long slideMillis,
        ModelId model,
        String shadow,
        String segment,
        int revision,
        boolean complete,
        List<String> labels,
        String positive,
        List<NamedCount> counts,
        List<Cell> matrix,
        List<CauseCount> causes,
        List<MetricValue> values,
        List<Distribution> distributions,
        List<Detector> detectors,
        @Nullable Reference reference,
        List<Warning> warnings) {

    /** Without warnings, and without a positive class. */
    public QualityReport(
            long startMillis,
            long endMillis,
            long slideMillis,
            ModelId model,
            String shadow,
            String segment,
            int revision,
            boolean complete,
            List<String> labels,
            List<NamedCount> counts,
            List<Cell> matrix,
            List<CauseCount> causes,
            List<MetricValue> values,
            List<Distribution> distributions,
            List<Detector> detectors,
            @Nullable Reference reference) {
        this(
                startMillis,
                endMillis,
                slideMillis,
                model,
                shadow,
                segment,
                revision,
                complete,
                labels,
                "",
                counts,
                matrix,
                causes,
                values,
                distributions,
                detectors,
                reference,
                List.of());
    }

    /** A count with its name, such as {@code records}. */
    public record NamedCount(String name, long count) {}

    /**
     * Texts to which the primary gave one class and the shadow another or the same.
     *
     * @param primary index of the primary's class
     * @param shadow index of the shadow's class; the number of classes where it gave none
     * @param count how many
     */
    public record Cell(int primary, int shadow, long count) {}

    /**
     * Disagreements with one cause among theirs.
     *
     * @param cause name of the cause
     * @param title its display name
     * @param proven how many where the model was run on the repaired reading and gave back the primary's class
     * @param suspected how many where it was not, or did not
     */
    public record CauseCount(String cause, String title, long proven, long suspected) {}

    /**
     * Counts over fixed bins.
     *
     * @param name {@value #PREDICTED_CLASS}, {@value #SCORE} or {@value #TOKENS}
     * @param bins what each bin holds: a class, or the half-open range of its values
     * @param counts texts in each bin, {@code [bins]}
     * @param reference texts in each bin of the reference, {@code [bins]}; empty where there is none
     */
    public record Distribution(String name, List<String> bins, List<Long> counts, List<Long> reference) {

        /** The distribution of the predicted classes. */
        public static final String PREDICTED_CLASS = "predictedClass";

        /** That of the probabilities of the predicted class. */
        public static final String SCORE = "score";

        /** That of the numbers of tokens. */
        public static final String TOKENS = "tokens";
    }

    /**
     * A change detector that has seen every comparison since the job began.
     *
     * @param name {@code pageHinkley} or {@code adwin}
     * @param statistic what it watches
     * @param threshold above which it says that something changed
     * @param changes how often it has said so
     * @param lastChangeMillis event time of the latest, epoch; -1 where there was none
     */
    public record Detector(String name, double statistic, double threshold, long changes, long lastChangeMillis) {}

    /**
     * The reference that drift is measured against.
     *
     * @param kind {@code frozen}, {@code file} or {@code previous-day}
     * @param startMillis first millisecond of what it was taken from, epoch; -1 where that is not known
     * @param endMillis first millisecond after it; -1 where that is not known
     * @param records texts in it
     */
    public record Reference(String kind, long startMillis, long endMillis, long records) {}

    /**
     * Numbers that mislead.
     *
     * @param metrics names of the numbers
     * @param message why, one sentence
     */
    public record Warning(List<String> metrics, String message) {}

    /** A count; 0 where the report does not have it. */
    public long count(TextCount count) {
        return counts.stream()
                .filter(one -> one.name().equals(count.metric()))
                .mapToLong(NamedCount::count)
                .findFirst()
                .orElse(0);
    }

    /** The number of a name, if the report has it. */
    public Optional<MetricValue> value(String name) {
        return values.stream().filter(value -> value.name().equals(name)).findFirst();
    }
}
