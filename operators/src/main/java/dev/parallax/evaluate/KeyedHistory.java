package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityOptions.ClassCount;
import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.FileReference;
import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.observation.KeyedValue;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.CountsSerializer;
import dev.parallax.evaluate.window.Sketches;
import dev.parallax.evaluate.window.SketchesSerializer;
import dev.parallax.evaluate.window.WindowProgress;
import dev.parallax.evaluate.window.WindowStore;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/** What is remembered of a key beyond its windows, in Flink's keyed state: detectors and the reference. */
final class KeyedHistory {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final QualityOptions options;
    private final CountLayout cells;
    private final WindowStore store;
    private final Counts fileCounts;
    private final ValueState<KeyFacts> facts;
    private final ValueState<PageHinkley> pageHinkley;
    private final ValueState<Adwin> adwin;
    private final ValueState<Counts> baseline;
    private final ValueState<Sketches> baselineSketches;

    /**
     * @param context where the state is
     * @param options detectors and reference
     * @param labels names of the model's classes
     * @param cells what each cell of the counts holds
     * @param store the windows
     */
    KeyedHistory(
            RuntimeContext context, QualityOptions options, List<String> labels, CountLayout cells, WindowStore store) {
        this.options = options;
        this.cells = cells;
        this.store = store;
        this.fileCounts = options.drift().file() == null
                ? new Counts()
                : counts(options.drift().file(), labels);
        facts = context.getState(new ValueStateDescriptor<>("facts", TypeInformation.of(KeyFacts.class)));
        pageHinkley =
                context.getState(new ValueStateDescriptor<>("page-hinkley", TypeInformation.of(PageHinkley.class)));
        adwin = context.getState(new ValueStateDescriptor<>("adwin", TypeInformation.of(Adwin.class)));
        baseline = context.getState(new ValueStateDescriptor<>("baseline", CountsSerializer.INSTANCE));
        baselineSketches =
                context.getState(new ValueStateDescriptor<>("baseline-sketches", SketchesSerializer.INSTANCE));
    }

    private Counts counts(FileReference file, List<String> labels) {
        Counts counts = new Counts();
        for (ClassCount each : file.classes()) {
            int index = labels.indexOf(each.label());
            if (index >= 0) {
                counts.add(cells.predicted(index), each.count());
            }
        }
        for (int bin = 0; bin < file.score().size(); bin++) {
            counts.add(CountLayout.score(bin), file.score().get(bin));
        }
        for (int bin = 0; bin < file.tokens().size(); bin++) {
            counts.add(CountLayout.tokens(bin), file.tokens().get(bin));
        }
        counts.add(CountLayout.tally(CountLayout.Tally.RECORDS), file.records());
        counts.add(CountLayout.tally(CountLayout.Tally.TOKENS), file.allTokens());
        counts.add(CountLayout.tally(CountLayout.Tally.UNKNOWN_TOKENS), file.unknownTokens());
        counts.add(CountLayout.tally(CountLayout.Tally.TRUNCATED), file.truncated());
        return counts;
    }

    /**
     * Shows a comparison to the detectors, and gives it back with what they said. One that came to nothing is not
     * shown.
     */
    Observation shown(Observation observation) {
        Compared compared = observation.compared();
        if (compared == null || !compared.outcome().compared()) {
            return observation;
        }
        boolean agreed = compared.outcome().agreed();
        KeyFacts remembered = facts();
        remembered.compared++;
        if (agreed) {
            remembered.agreed++;
        }
        int changes = 0;
        PageHinkley test = orNew(pageHinkley);
        if (test.add(!agreed, options.detectors().pageHinkley())) {
            changes |= Compared.PAGE_HINKLEY;
            remembered.pageHinkleyChanges++;
            remembered.pageHinkleyChange = observation.timestampMillis();
        }
        KeyedValue.write(pageHinkley, test);
        Adwin window = KeyedValue.read(adwin);
        if (window == null) {
            window = new Adwin();
        }
        if (window.add(!agreed, options.detectors().adwinDelta())) {
            changes |= Compared.ADWIN;
            remembered.adwinChanges++;
            remembered.adwinChange = observation.timestampMillis();
        }
        KeyedValue.write(adwin, window);
        KeyedValue.write(facts, remembered);
        return changes == 0
                ? observation
                : observation.with(new Compared(
                        compared.primary(),
                        compared.shadow(),
                        compared.outcome(),
                        compared.causes(),
                        compared.proven(),
                        changes));
    }

    /** What is known from before a window. Where there is no reference yet, a window that may be one becomes it. */
    History of(CountedWindow window) {
        KeyFacts remembered = facts();
        freeze(window, remembered);
        return switch (options.drift().kind()) {
            case FROZEN -> frozen(remembered);
            case FILE -> file(remembered);
            case PREVIOUS_DAY -> previousDay(window, remembered);
        };
    }

    private void freeze(CountedWindow window, KeyFacts remembered) {
        DriftOptions drift = options.drift();
        long start = window.endMillis() - options.sizes().sizeMillis();
        if (drift.kind() == QualityOptions.ReferenceKind.FROZEN
                && remembered.referenceEnd == WindowProgress.NONE
                && window.revision() == 0
                && store.progress().firstPane <= start
                && records(window.counts()) >= drift.leastRecords()) {
            KeyedValue.write(baseline, window.counts().copy());
            KeyedValue.write(baselineSketches, window.sketches().copy());
            remembered.referenceStart = start;
            remembered.referenceEnd = window.endMillis();
            KeyedValue.write(facts, remembered);
        }
    }

    private History frozen(KeyFacts remembered) {
        Counts counts = KeyedValue.read(baseline);
        if (counts == null) {
            return without(remembered);
        }
        return with(
                remembered,
                new Reference(kind(), remembered.referenceStart, remembered.referenceEnd, records(counts)),
                counts,
                KeyedValue.read(baselineSketches));
    }

    private History file(KeyFacts remembered) {
        FileReference file = options.drift().file();
        if (file == null) {
            throw new IllegalStateException("A reference of the kind " + kind() + " must be given");
        }
        return with(
                remembered,
                new Reference(kind(), file.startMillis(), file.endMillis(), file.records()),
                fileCounts,
                null);
    }

    private History previousDay(CountedWindow window, KeyFacts remembered) {
        long end = options.sizes().alignedEndUntil(window.endMillis() - DAY);
        Counts counts = store.closed().get(end);
        if (counts == null || records(counts) < options.drift().leastRecords()) {
            return without(remembered);
        }
        return with(
                remembered,
                new Reference(kind(), end - options.sizes().sizeMillis(), end, records(counts)),
                counts,
                store.closedSketches().get(end));
    }

    private String kind() {
        return options.drift().kind().toString();
    }

    private History without(KeyFacts remembered) {
        return new History(remembered.compared, remembered.agreed, detectors(remembered), null, new Counts(), null);
    }

    private History with(KeyFacts remembered, Reference reference, Counts counts, @Nullable Sketches sketches) {
        return new History(remembered.compared, remembered.agreed, detectors(remembered), reference, counts, sketches);
    }

    private List<Detector> detectors(KeyFacts remembered) {
        Adwin window = KeyedValue.read(adwin);
        double evidence = window == null ? Double.NEGATIVE_INFINITY : window.statistic();
        return List.of(
                new Detector(
                        "pageHinkley",
                        orNew(pageHinkley).statistic(),
                        options.detectors().pageHinkley().lambda(),
                        remembered.pageHinkleyChanges,
                        time(remembered.pageHinkleyChange)),
                new Detector(
                        "adwin",
                        evidence,
                        Adwin.threshold(options.detectors().adwinDelta()),
                        remembered.adwinChanges,
                        time(remembered.adwinChange)));
    }

    private KeyFacts facts() {
        KeyFacts known = KeyedValue.read(facts);
        return known == null ? new KeyFacts() : known;
    }

    private static long time(long millis) {
        return millis == WindowProgress.NONE ? -1 : millis;
    }

    private static PageHinkley orNew(ValueState<PageHinkley> state) {
        PageHinkley test = KeyedValue.read(state);
        return test == null ? new PageHinkley() : test;
    }

    private static long records(Counts counts) {
        return counts.count(CountLayout.tally(CountLayout.Tally.RECORDS));
    }
}
