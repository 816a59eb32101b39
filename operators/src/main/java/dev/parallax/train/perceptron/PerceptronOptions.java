package dev.parallax.train.perceptron;

import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import java.util.List;

/**
 * How to fit a perceptron.
 *
 * @param hidden sizes of the hidden layers; none for a network without one
 * @param optimizer how the loss is made small
 * @param iterations most steps of L-BFGS, or passes over the rows; 0 or more
 * @param batch rows of a step of gradient descent, 1 or more; L-BFGS takes all
 * @param rate length of a step of gradient descent, more than 0; L-BFGS searches for it
 * @param init how the first weights are drawn
 * @param loss what is made small
 * @param classWeight how much a row counts
 * @param seed decides the first weights and the order of rows in gradient descent
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

    /** Checks and copies. */
    public PerceptronOptions {
        hidden = List.copyOf(hidden);
        if (hidden.stream().anyMatch(size -> size < 1)) {
            throw new TrainingException("The hidden layers are " + hidden + ": expected sizes of 1 or more");
        }
        if (iterations < 0) {
            throw new TrainingException("There are to be " + iterations + " iterations: expected 0 or more");
        }
        if (batch < 1) {
            throw new TrainingException("A batch is to have " + batch + " rows: expected 1 or more");
        }
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new TrainingException("The rate is " + rate + ": expected a number above 0");
        }
    }

    /** The same with another way to fit. */
    public PerceptronOptions with(Optimizer otherOptimizer, Initialization otherInit, Loss otherLoss) {
        return new PerceptronOptions(
                hidden, otherOptimizer, iterations, batch, rate, otherInit, otherLoss, classWeight, seed);
    }
}
