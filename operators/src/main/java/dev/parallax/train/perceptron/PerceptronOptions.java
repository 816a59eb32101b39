package dev.parallax.train.perceptron;

import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import java.util.List;

/**
 * The options for fitting a perceptron.
 *
 * @param hidden sizes of the hidden layers; none for a network without one
 * @param optimizer the optimizer
 * @param iterations most steps of L-BFGS, or epochs of gradient descent; 0 or more
 * @param batch batch size of gradient descent, 1 or more; L-BFGS uses all rows
 * @param rate learning rate of gradient descent, more than 0; L-BFGS has a line search
 * @param init distribution of the initial weights
 * @param loss the loss function
 * @param classWeight the weight of a row
 * @param seed seed of the initial weights and of the order of rows in gradient descent
 */
public record PerceptronOptions(
        List<Integer> hidden,
        Optimizer optimizer,
        int iterations,
        int batch,
        double rate,
        Initialization init,
        Loss loss,
        ClassWeight classWeight,
        long seed) {

    /** Checks the values and copies the list. */
    public PerceptronOptions {
        hidden = List.copyOf(hidden);
        if (hidden.stream().anyMatch(size -> size < 1)) {
            throw new TrainingException("The hidden layers are " + hidden + ": expected sizes of 1 or more");
        }
        if (iterations < 0) {
            throw new TrainingException("There are " + iterations + " iterations: expected 0 or more");
        }
        if (batch < 1) {
            throw new TrainingException("A batch has " + batch + " rows: expected 1 or more");
        }
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new TrainingException("The rate is " + rate + ": expected a number above 0");
        }
    }

    /** Returns these options with another optimizer, initialization and loss. */
    public PerceptronOptions with(Optimizer otherOptimizer, Initialization otherInit, Loss otherLoss) {
        return new PerceptronOptions(
                hidden, otherOptimizer, iterations, batch, rate, otherInit, otherLoss, classWeight, seed);
    }
}
