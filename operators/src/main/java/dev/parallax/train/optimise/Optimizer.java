package dev.parallax.train.optimise;

import java.util.Locale;

/** How a perceptron's loss is made small. */
public enum Optimizer {
    /** Breeze's L-BFGS on all rows, as Spark ML's perceptron does by default. */
    LBFGS,
    /**
     * Plain gradient descent on batches, without momentum, at one rate: TensorFlow's {@code GradientDescentOptimizer}.
     */
    SGD;

    /** The name on the command line and in cards. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
