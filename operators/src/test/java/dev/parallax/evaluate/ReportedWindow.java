package dev.parallax.evaluate;

import static dev.parallax.evaluate.Reports.MODEL;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.observation.CauseNumbers;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.ObservationCounter;
import dev.parallax.evaluate.window.Sketches;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import java.util.List;
import org.assertj.core.data.Offset;

/** A window of observations that reports are made of, and the maker of these reports. */
final class ReportedWindow {

    static final List<String> LABELS = List.of("negative", "positive");

    static final CountLayout CELLS = new CountLayout(LABELS.size());

    static final WindowSizes SIZES = QualityHarness.sizes(600, 30, 0);

    static final List<Detector> DETECTORS = List.of(
            new Detector("pageHinkley", 1.5, 100, 2, 77), new Detector("adwin", Double.NEGATIVE_INFINITY, 9, 0, -1));

    static final ReportMaker MAKER = new ReportMaker(MODEL, LABELS, "spark-nlp", QualityOptions.of(SIZES), CELLS);

    static final History NO_HISTORY = new History(0, 0, DETECTORS, null, new Counts(), null);

    final Counts counts = new Counts();
    final Sketches sketches = new Sketches();
    private final ObservationCounter counter = new ObservationCounter(CELLS);

    void add(Observation observation) {
        counter.addShared(observation, counts);
        counter.addOwn(observation, ObservedShadow.sparkNlp(), counts);
        sketches.add(observation);
    }

    ReportedWindow predicted(int times, Predicted predicted) {
        for (int i = 0; i < times; i++) {
            add(Observation.of("id", "", 1, predicted));
        }
        return this;
    }

    ReportedWindow compared(
            int times, int primary, int shadow, Outcome outcome, int changes, DivergenceCause... causes) {
        for (int i = 0; i < times; i++) {
            long bits = CauseNumbers.bits(List.of(causes));
            add(Observation.of(
                    "id", "", "spark-nlp", 1, new Compared(primary, shadow, outcome, bits, i == 0, changes)));
        }
        return this;
    }

    ReportedWindow labelled(int times, int primary, int shadow, int label, long delay) {
        for (int i = 0; i < times; i++) {
            add(Observation.of("id", "", 1, new Labelled(primary, label, delay, 1)));
            if (shadow != Observation.NO_INDEX && label != Observation.NO_INDEX) {
                add(Observation.of("id", "", "spark-nlp", 1, new LabelledBoth(primary, shadow, label, 1)));
            }
        }
        return this;
    }

    CountedWindow counted() {
        return new CountedWindow(1200, counts, sketches, 0);
    }

    /**
     * Twelve texts, of which one was shed and one has no class. Matrix of the primary by the shadow: 3, 1; 2, 4. Seven
     * labels, one of which the model does not know.
     */
    static ReportedWindow window() {
        return new ReportedWindow()
                .predicted(4, new Predicted(0, 0.62f, 6, 0, false, true, null))
                .predicted(7, new Predicted(1, 0.97f, 10, 1, false, true, null))
                .predicted(1, new Predicted(1, 0.97f, 70, 9, true, true, null))
                .compared(2, 0, 0, Outcome.SAME_ENCODING, 0)
                .compared(1, 0, 0, Outcome.AGREED, 0)
                .compared(4, 1, 1, Outcome.SAME_ENCODING, 0)
                .compared(1, 0, 1, Outcome.DISAGREED, 3, DivergenceCause.CONTRACTION, DivergenceCause.URL)
                .compared(2, 1, 0, Outcome.DISAGREED, 0, DivergenceCause.CONTRACTION)
                .compared(1, 1, 2, Outcome.NO_CLASS, 0)
                .compared(1, 1, Observation.NO_INDEX, Outcome.SKIPPED, 0)
                .labelled(3, 1, 1, 1, 100)
                .labelled(1, 1, 0, 0, 100)
                .labelled(1, 0, 1, 0, 100)
                .labelled(1, 0, Observation.NO_INDEX, 1, 900)
                .labelled(1, 0, 0, Observation.NO_INDEX, 100);
    }

    static double value(QualityReport report, String name) {
        return report.value(name).orElseThrow().value();
    }

    static Offset<Double> offset() {
        return within(1e-12);
    }
}
