package dev.parallax.train.optimise;

import java.util.Arrays;

/**
 * An objective that caches the last point, because L-BFGS evaluates the last point of its line search again. For one
 * thread.
 */
final class CachedObjective implements Objective {

    private final Objective objective;
    private double[] lastPoint = {};
    private double[] lastGradient = {};
    private double lastValue;

    CachedObjective(Objective objective) {
        this.objective = objective;
    }

    @Override
    public int size() {
        return objective.size();
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        if (!Arrays.equals(point, lastPoint)) {
            lastValue = objective.evaluate(point, gradient);
            lastGradient = gradient.clone();
            lastPoint = point.clone();
        }
        System.arraycopy(lastGradient, 0, gradient, 0, gradient.length);
        return lastValue;
    }
}
