package dev.parallax.train.linear;

import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.model.HeadCard;
import java.util.ArrayList;
import java.util.List;

/** Chooses the L2 penalty with the lowest log loss on validation rows; of several with equal loss the strongest. */
final class RegularisationSearch {

    /** Penalties tried, strongest first, each about a third of the previous one. */
    private static final double[] GRID = {1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001};

    /**
     * Number of consecutive worse penalties after which the search stops: a weak penalty takes long to fit, and does
     * not help once a stronger one has overfitted.
     */
    private static final int PATIENCE = 2;

    private RegularisationSearch() {}

    /**
     * The result of a search.
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
