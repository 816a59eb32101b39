package dev.parallax.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the penalty of a head on rows that it was not fitted on: the penalty with the lowest log loss; of equal ones the
 * strongest.
 */
final class RegularisationSearch {

    /** Penalties tried, strongest first, each about a third of the one before it. */
    private static final double[] GRID = {1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001};

    private RegularisationSearch() {}

    /**
     * What a search found.
     *
     * @param head the best head, fitted on the training rows
     * @param l2 its penalty
     * @param trials all penalties tried
     */
    record Choice(LinearHead head, double l2, List<HeadCard.Trial> trials) {}

    /** Fits a head for every penalty of the grid and chooses one. */
    static Choice choose(LabelledFeatures training, LabelledFeatures validation) {
        LinearHead[] heads = HeadFitter.fit(training, GRID);
        List<HeadCard.Trial> trials = new ArrayList<>();
        int best = 0;
        for (int i = 0; i < heads.length; i++) {
            trials.add(new HeadCard.Trial(
                    GRID[i], HeadFitter.accuracy(heads[i], validation), HeadFitter.logLoss(heads[i], validation)));
            if (trials.get(i).logLoss() < trials.get(best).logLoss()) {
                best = i;
            }
        }
        return new Choice(heads[best], GRID[best], List.copyOf(trials));
    }
}
