package dev.parallax.train.optimise;

/** A smooth function of several variables that is minimised. */
public interface Objective {

    /** Number of variables. */
    int size();

    /**
     * Evaluates the function and its gradient at one point.
     *
     * @param point the variables, {@code [size]}; not changed
     * @param gradient receives the partial derivatives, {@code [size]}; previous content is overwritten
     * @return the function's value
     */
    double evaluate(double[] point, double[] gradient);
}
