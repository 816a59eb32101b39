package dev.parallax.train.linear;

import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.Head;
import dev.parallax.train.optimise.Lbfgs;
import dev.parallax.train.optimise.Softmax;
import java.util.Arrays;

/**
 * Fits linear heads to the same rows by multinomial logistic regression on standardised features. The same rows and the
 * same penalties in the same order give the same heads. One thread may use it at a time; it computes on all cores.
 */
public final class HeadFitter {

    /** Stops when a step gains less than this share of the loss: far below what changes an answer. */
    private static final Lbfgs OPTIMISER = new Lbfgs(500, 1e-6);

    private final Standardisation standardisation;
    private final LabelledFeatures standard;
    private double[] latest;

    /**
     * Standardises the rows.
     *
     * @param data features as the encoder gave them
     * @throws TrainingException if the rows are all of one class
     */
    HeadFitter(LabelledFeatures data) {
        if (data.classesPresent() < 2) {
            throw new TrainingException(
                    "All " + data.size() + " rows are of one class: expected rows of at least 2 classes");
        }
        this.standardisation = Standardisation.of(data.rows());
        this.standard = new LabelledFeatures(standardisation.apply(data.rows()), data.classes(), data.classCount());
        this.latest = new double[(data.width() + 1) * data.classCount()];
    }

    /**
     * Fits a head, starting from the solution that was found last: give the strongest of several penalties first.
     *
     * @param l2 penalty on the weights of standardised features, as {@link SoftmaxRegression} has it
     */
    LinearHead fit(double l2) {
        SoftmaxRegression loss = new SoftmaxRegression(standard, l2);
        latest = OPTIMISER.minimise(loss, latest).point();
        return standardisation.fold(loss.weight(latest), loss.bias(latest));
    }

    /** Fits one head. */
    static LinearHead fit(LabelledFeatures data, double l2) {
        return new HeadFitter(data).fit(l2);
    }

    /** Share of rows that a head gets right. */
    public static double accuracy(Head head, LabelledFeatures data) {
        int right = 0;
        for (int i = 0; i < data.size(); i++) {
            right += head.predict(data.rows()[i]) == data.classes()[i] ? 1 : 0;
        }
        return (double) right / data.size();
    }

    /** Mean of {@code -log p(class)} over the rows, in nats. */
    static double logLoss(Head head, LabelledFeatures data) {
        double[] losses = new double[data.size()];
        for (int i = 0; i < data.size(); i++) {
            double[] logits = head.logits(data.rows()[i]);
            double score = logits[data.classes()[i]];
            losses[i] = Softmax.inPlace(logits) - score;
        }
        return Arrays.stream(losses).sum() / data.size();
    }
}
