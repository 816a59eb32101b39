package dev.parallax.train.lab;

import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import java.util.List;

/**
 * One network of a {@link Lab}.
 *
 * @param optimizer how it was fitted
 * @param init how its first weights were drawn
 * @param loss what was made small
 * @param losses the loss on the training rows: at the start, and after each iteration; none where fitting failed
 * @param train what it says of the training rows; no counts where fitting failed
 * @param test what it says of the test rows; no counts where fitting failed
 * @param failure why fitting failed; empty where it did not
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

    /** What people call it: optimizer, start and loss. */
    public String name() {
        return optimizer + " / " + init + " / " + loss;
    }
}
