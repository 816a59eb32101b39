package dev.parallax.train.linear;

import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.model.HeadCard;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the penalty of a head on rows that it was not fitted on: the penalty with the lowest log loss; of equal ones
 * the strongest.
 */
final class RegularisationSearch {

    /** Penalties tried, strongest first, each about a third of the one before it. */
    private static final double[] GRID = {1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001};

    /** A weak penalty takes long to fit and gains nothing once a stronger one has overfitted. */
    private static final int PATIENCE = 2;

    private RegularisationSearch() {}

    /**
     * What a search found.
     *
     * @param head the best head, fitted on the training rows
     * @param l2 its penalty
     * @param trials all penalties tried
     */
    record Choice(LinearHead head, double l2, List<HeadCard.Trial> trials) {}

    /** Fits heads, the strongest penalty first, until two in a row are worse than the best so far, and chooses one. */
    static Choice choose(LabelledFeatures training, LabelledFeatures validation) {
        HeadFitter fitter = new HeadFitter(training);
        List<HeadCard.Trial> trials = new ArrayList<>();
        LinearHead best = fitter.fit(GRID[0]);
        HeadCard.Trial bestTrial = trial(GRID[0], best, validation);
        trials.add(bestTrial);
        for (int i = 1, worse = 0; i < GRID.length && worse < PATIENCE; i++) {
            LinearHead head = fitter.fit(GRID[i]);
            HeadCard.Trial trial = trial(GRID[i], head, validation);
            trials.add(trial);
            worse++;
            if (trial.logLoss() < bestTrial.logLoss()) {
                best = head;
                bestTrial = trial;
                worse = 0;
            }
        }
        return new Choice(best, bestTrial.l2(), List.copyOf(trials));
    }

    private static HeadCard.Trial trial(double l2, LinearHead head, LabelledFeatures validation) {
        return new HeadCard.Trial(l2, HeadFitter.accuracy(head, validation), HeadFitter.logLoss(head, validation));
    }
}
