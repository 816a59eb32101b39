package dev.parallax.train.optimise;

import java.util.Locale;

/** The optimizer that minimises a perceptron's loss. */
public enum Optimizer {
    /** Breeze's L-BFGS on all rows, as Spark ML's perceptron does by default. */
    LBFGS,
    /**
     * Mini-batch gradient descent without momentum, at a constant learning rate: TensorFlow's
     * {@code GradientDescentOptimizer}.
     */
    SGD;

    /** The name on the command line and in cards. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
