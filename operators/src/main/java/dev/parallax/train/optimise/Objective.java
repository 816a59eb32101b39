package dev.parallax.train.optimise;

/** A smooth function of many variables, to be made as small as possible. */
public interface Objective {

    /** Number of variables. */
    int size();

    /**
     * Evaluates the function and its gradient at one point.
     *
     * @param point the variables, {@code [size]}; not changed
     * @param gradient receives the partial derivatives, {@code [size]}; what it held before does not matter
     * @return the function's value
     */
    double evaluate(double[] point, double[] gradient);
}
