package dev.parallax.train;

import java.util.Arrays;

/**
 * Fits linear heads by multinomial logistic regression on standardised features. The same features and penalty give the
 * same head.
 */
final class HeadFitter {

    /** Stops when a step gains less than this share of the loss: far below what changes an answer. */
    private static final Lbfgs OPTIMISER = new Lbfgs(500, 1e-6);

    private HeadFitter() {}

    /**
     * Fits a head.
     *
     * @param data features as the encoder gave them
     * @param l2 penalty on the weights of standardised features, as {@link SoftmaxRegression} has it
     * @throws TrainingException if the rows are all of one class
     */
    static LinearHead fit(LabelledFeatures data, double l2) {
        return fit(data, new double[] {l2})[0];
    }

    /**
     * Fits a head for each of several penalties, each starting from the solution before it: give the strongest first.
     *
     * @return one head for each penalty, in their order
     */
    static LinearHead[] fit(LabelledFeatures data, double[] penalties) {
        if (data.classesPresent() < 2) {
            throw new TrainingException(
                    "All " + data.size() + " rows are of one class: expected rows of at least 2 classes to tell apart");
        }
        Standardisation standardisation = Standardisation.of(data.rows());
        LabelledFeatures standard =
                new LabelledFeatures(standardisation.apply(data.rows()), data.classes(), data.classCount());
        double[] point = new double[(data.width() + 1) * data.classCount()];
        LinearHead[] heads = new LinearHead[penalties.length];
        for (int i = 0; i < penalties.length; i++) {
            SoftmaxRegression loss = new SoftmaxRegression(standard, penalties[i]);
            point = OPTIMISER.minimise(loss, point).point();
            heads[i] = standardisation.fold(loss.weight(point), loss.bias(point));
        }
        return heads;
    }

    /** Share of rows that a head gets right. */
    static double accuracy(LinearHead head, LabelledFeatures data) {
        int right = 0;
        for (int i = 0; i < data.size(); i++) {
            right += head.predict(data.rows()[i]) == data.classes()[i] ? 1 : 0;
        }
        return (double) right / data.size();
    }

    /** Mean of {@code -log p(class)} over the rows, in nats. */
    static double logLoss(LinearHead head, LabelledFeatures data) {
        double[] losses = new double[data.size()];
        for (int i = 0; i < data.size(); i++) {
            double[] logits = head.logits(data.rows()[i]);
            double score = logits[data.classes()[i]];
            losses[i] = Softmax.inPlace(logits) - score;
        }
        return Arrays.stream(losses).sum() / data.size();
    }
}
