package dev.parallax.train.lab;

import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import java.util.List;

/**
 * The result of one network of a {@link Lab}.
 *
 * @param optimizer its optimizer
 * @param init distribution of its initial weights
 * @param loss its loss function
 * @param losses the loss on the training rows: initially, and after each iteration; empty if fitting failed
 * @param train confusion matrix on the training rows; without counts if fitting failed
 * @param test confusion matrix on the test rows; without counts if fitting failed
 * @param failure reason why fitting failed; empty if it did not
 */
public record LabNetwork(
        Optimizer optimizer,
        Initialization init,
        Loss loss,
        List<Double> losses,
        ConfusionCounts train,
        ConfusionCounts test,
        String failure) {

    /** Copies the losses. */
    public LabNetwork {
        losses = List.copyOf(losses);
    }

    /** The display name: optimizer, initial weights and loss. */
    public String name() {
        return optimizer + " / " + init + " / " + loss;
    }
}
