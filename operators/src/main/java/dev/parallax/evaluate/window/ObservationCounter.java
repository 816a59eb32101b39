package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.CauseNumbers;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.evaluate.window.CountLayout.Tally;

/**
 * Counts observations in the cells of windows. Those of predictions and labels do not depend on a shadow, and are
 * counted once for all shadows; those of a shadow are counted for each. No cell is both. Immutable.
 */
public final class ObservationCounter {

    private final CountLayout cells;

    /** @param cells what each cell holds */
    public ObservationCounter(CountLayout cells) {
        this.cells = cells;
    }

    /** Adds an observation to the counts that all shadows share. */
    public void addShared(Observation observation, Counts counts) {
        if (observation.predicted() != null) {
            add(observation.predicted(), counts);
        }
        if (observation.labelled() != null) {
            add(observation.labelled(), counts);
        }
    }

    /** Whether a shadow counts an observation among its own. */
    static boolean hasOwn(Observation observation, ObservedShadow shadow) {
        return observation.predicted() == null
                ? !observation.isForEachShadow()
                : shadow.asksAbout(observation.predicted().sampled());
    }

    /**
     * Adds an observation to the counts of a shadow.
     *
     * @param shadow the shadow, which is asked about some of the texts, or all
     */
    public void addOwn(Observation observation, ObservedShadow shadow, Counts counts) {
        if (observation.predicted() != null
                && shadow.asksAbout(observation.predicted().sampled())) {
            add(counts, Tally.SAMPLED, 1);
        }
        if (observation.compared() != null) {
            add(observation.compared(), counts);
        }
        if (observation.labelledBoth() != null) {
            add(observation.labelledBoth(), counts);
        }
    }

    private void add(Predicted predicted, Counts counts) {
        add(counts, Tally.RECORDS, 1);
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
        if (labelled.label() == Observation.NO_INDEX) {
            add(counts, Tally.UNKNOWN_LABELS, labelled.weight());
            return;
        }
        add(counts, Tally.LABELLED, labelled.weight());
        counts.add(cells.primaryByLabel(labelled.label(), labelled.primary()), labelled.weight());
    }

    private void add(LabelledBoth labelled, Counts counts) {
        int weight = labelled.weight();
        add(counts, Tally.LABELLED_BOTH, weight);
        counts.add(cells.shadowByLabel(labelled.label(), labelled.shadow()), weight);
        boolean primaryRight = labelled.primary() == labelled.label();
        boolean shadowRight = labelled.shadow() == labelled.label();
        if (primaryRight != shadowRight) {
            add(counts, primaryRight ? Tally.ONLY_PRIMARY_RIGHT : Tally.ONLY_SHADOW_RIGHT, weight);
        }
    }

    private static void add(Counts counts, Tally tally, long count) {
        counts.add(CountLayout.tally(tally), count);
    }
}
