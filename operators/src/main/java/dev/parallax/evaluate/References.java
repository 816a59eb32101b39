package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityOptions.ClassCount;
import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.FileReference;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.PredictionWindows;
import dev.parallax.evaluate.window.Sketches;
import dev.parallax.evaluate.window.Sliding;
import dev.parallax.evaluate.window.WindowSizes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which window is the reference that drift is measured against:
 *
 * <table>
 * <caption>Kinds of references</caption>
 * <tr><th>kind</th><th>reference</th></tr>
 * <tr><td>frozen</td><td>the first whole window with enough texts; it stays</td></tr>
 * <tr><td>file</td><td>the report in a file</td></tr>
 * <tr><td>previous-day</td><td>the tumbling window that ends a day earlier, or the last before that, if it has enough
 * texts</td></tr>
 * </table>
 *
 * <p>For one thread.
 */
final class References {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final DriftOptions options;
    private final WindowSizes sizes;
    private final CountLayout cells;
    private final HistoryStore history;
    private final PredictionWindows predictions;
    private final @Nullable Baseline file;

    /**
     * The reference of a report.
     *
     * @param reference which window it is
     * @param counts its counts
     * @param sketches its scores; {@code null} where they are not known
     */
    record Baseline(
            Reference reference, Counts counts, @Nullable Sketches sketches) {}

    /**
     * @param options the kind of reference, and how many texts it must have
     * @param labels names of the model's classes
     * @param cells what each cell of the counts holds
     * @param history the state of the current key
     * @param predictions its predictions
     */
    References(
            QualityOptions options,
            List<String> labels,
            CountLayout cells,
            HistoryStore history,
            PredictionWindows predictions) {
        this.options = options.drift();
        this.sizes = options.sizes();
        this.cells = cells;
        this.history = history;
        this.predictions = predictions;
        this.file =
                options.drift().file() == null ? null : baseline(options.drift().file(), labels);
    }

    private Baseline baseline(FileReference read, List<String> labels) {
        Counts counts = new Counts();
        for (ClassCount each : read.classes()) {
            int index = labels.indexOf(each.label());
            if (index >= 0) {
                counts.add(cells.predicted(index), each.count());
            }
        }
        for (int bin = 0; bin < read.score().size(); bin++) {
            counts.add(CountLayout.score(bin), read.score().get(bin));
        }
        for (int bin = 0; bin < read.tokens().size(); bin++) {
            counts.add(CountLayout.tokens(bin), read.tokens().get(bin));
        }
        counts.add(CountLayout.tally(CountLayout.Tally.RECORDS), read.records());
        counts.add(CountLayout.tally(CountLayout.Tally.TOKENS), read.allTokens());
        counts.add(CountLayout.tally(CountLayout.Tally.UNKNOWN_TOKENS), read.unknownTokens());
        counts.add(CountLayout.tally(CountLayout.Tally.TRUNCATED), read.truncated());
        return new Baseline(reference(read.startMillis(), read.endMillis(), read.records()), counts, null);
    }

    /**
     * The reference of a window. With {@link QualityOptions.ReferenceKind#FROZEN}, the first window with enough texts
     * becomes the reference.
     */
    Optional<Baseline> of(CountedWindow window) {
        return switch (options.kind()) {
            case FROZEN -> frozen(window);
            case FILE -> Optional.ofNullable(file);
            case PREVIOUS_DAY -> previousDay(window);
        };
    }

    private Optional<Baseline> frozen(CountedWindow window) {
        KeyFacts facts = history.facts();
        if (facts.referenceEnd == Sliding.NONE) {
            if (!mayBeFrozen(window)) {
                return Optional.empty();
            }
            history.putBaseline(cells.drift(window.counts()), window.sketches().scoresOnly());
            facts.referenceStart = window.endMillis() - sizes.sizeMillis();
            facts.referenceEnd = window.endMillis();
            history.put(facts);
        }
        return Optional.ofNullable(history.baseline())
                .map(counts -> new Baseline(
                        reference(facts.referenceStart, facts.referenceEnd, records(counts)),
                        counts,
                        history.baselineSketches()));
    }

    /** A whole window with enough texts, when it is reported for the first time. */
    private boolean mayBeFrozen(CountedWindow window) {
        return window.revision() == 0
                && predictions.isWholeFrom(window.endMillis() - sizes.sizeMillis())
                && enough(window.counts());
    }

    private Optional<Baseline> previousDay(CountedWindow window) {
        long end = sizes.alignedEndUntil(window.endMillis() - DAY);
        CountedWindow past = predictions.tumbling(end);
        return enough(past.counts())
                ? Optional.of(new Baseline(
                        reference(end - sizes.sizeMillis(), end, records(past.counts())),
                        past.counts(),
                        past.sketches()))
                : Optional.empty();
    }

    private boolean enough(Counts counts) {
        return records(counts) >= options.leastRecords();
    }

    private Reference reference(long startMillis, long endMillis, long records) {
        return new Reference(options.kind().toString(), startMillis, endMillis, records);
    }

    private static long records(Counts counts) {
        return counts.count(CountLayout.tally(CountLayout.Tally.RECORDS));
    }
}
