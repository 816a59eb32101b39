package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.CauseNumbers;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.evaluate.window.CountLayout.Tally;

/** Counts observations in the cells of one shadow's windows. Immutable. */
public final class ObservationCounter {

    private final CountLayout cells;
    private final ObservedShadow shadow;

    /**
     * @param cells what each cell holds
     * @param shadow the shadow, which is asked about some of the texts, or all
     */
    public ObservationCounter(CountLayout cells, ObservedShadow shadow) {
        this.cells = cells;
        this.shadow = shadow;
    }

    /** Adds an observation to counts. */
    public void add(Observation observation, Counts counts) {
        if (observation.predicted() != null) {
            add(observation.predicted(), counts);
        }
        if (observation.compared() != null) {
            add(observation.compared(), counts);
        }
        if (observation.labelled() != null) {
            add(observation.labelled(), counts);
        }
    }

    private void add(Predicted predicted, Counts counts) {
        add(counts, Tally.RECORDS, 1);
        if (shadow.asksAbout(predicted.sampled())) {
            add(counts, Tally.SAMPLED, 1);
        }
        if (predicted.truncated()) {
            add(counts, Tally.TRUNCATED, 1);
        }
        add(counts, Tally.TOKENS, predicted.tokens());
        if (predicted.unknownTokens() > 0) {
            add(counts, Tally.UNKNOWN_TOKENS, predicted.unknownTokens());
        }
        counts.add(cells.predicted(predicted.primary()), 1);
        counts.add(CountLayout.score(Bins.SCORE.bin(predicted.score())), 1);
        counts.add(CountLayout.tokens(Bins.TOKENS.bin(predicted.tokens())), 1);
    }

    private void add(Compared compared, Counts counts) {
        add(counts, CountLayout.tally(compared.outcome()), 1);
        if (compared.shadow() != Observation.NO_INDEX) {
            counts.add(cells.compared(compared.primary(), compared.shadow()), 1);
        }
        for (long causes = compared.causes(); causes != 0; causes &= causes - 1) {
            counts.add(
                    CountLayout.cause(CauseNumbers.all().get(Long.numberOfTrailingZeros(causes)), compared.proven()),
                    1);
        }
        addChanges(compared.changes(), counts);
    }

    private static void addChanges(int changes, Counts counts) {
        if ((changes & Compared.PAGE_HINKLEY) != 0) {
            add(counts, Tally.PAGE_HINKLEY_CHANGES, 1);
        }
        if ((changes & Compared.ADWIN) != 0) {
            add(counts, Tally.ADWIN_CHANGES, 1);
        }
    }

    private void add(Labelled labelled, Counts counts) {
        int weight = labelled.weight();
        int label = labelled.label();
        if (label == Observation.NO_INDEX) {
            add(counts, Tally.UNKNOWN_LABELS, weight);
            return;
        }
        add(counts, Tally.LABELLED, weight);
        counts.add(cells.primaryByLabel(label, labelled.primary()), weight);
        if (labelled.shadow() == Observation.NO_INDEX) {
            return;
        }
        add(counts, Tally.LABELLED_BOTH, weight);
        counts.add(cells.shadowByLabel(label, labelled.shadow()), weight);
        boolean primaryRight = labelled.primary() == label;
        boolean shadowRight = labelled.shadow() == label;
        if (primaryRight != shadowRight) {
            add(counts, primaryRight ? Tally.ONLY_PRIMARY_RIGHT : Tally.ONLY_SHADOW_RIGHT, weight);
        }
    }

    private static void add(Counts counts, Tally tally, long count) {
        counts.add(CountLayout.tally(tally), count);
    }
}
