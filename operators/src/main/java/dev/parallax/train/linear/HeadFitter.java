package dev.parallax.train.linear;

import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.Head;
import dev.parallax.train.optimise.Lbfgs;
import dev.parallax.train.optimise.Softmax;
import java.util.Arrays;

/**
 * Fits linear heads to the same rows by multinomial logistic regression on standardised features. Deterministic: the
 * same rows and the same penalties in the same order produce the same heads. Not thread-safe; it computes on all cores.
 */
public final class HeadFitter {

    /** L-BFGS with a relative tolerance far below a difference that changes a prediction. */
    private static final Lbfgs OPTIMISER = new Lbfgs(500, 1e-6);

    private final Standardisation standardisation;
    private final LabelledFeatures standard;
    private double[] latest;

    /**
     * Standardises the rows.
     *
     * @param data features as computed by the encoder
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
     * Fits a head, starting from the previous solution (warm start): fit the strongest of several penalties first.
     *
     * @param l2 penalty on the weights of standardised features, as in {@link SoftmaxRegression}
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

    /** Share of rows that a head classifies correctly. */
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
