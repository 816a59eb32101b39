package dev.parallax.train.optimise;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGS;
import dev.parallax.train.data.TrainingException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;

/**
 * Minimises an {@link Objective} with Breeze's L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.5, with
 * a strong Wolfe line search): the optimiser that Spark ML's logistic regression and perceptron use.
 *
 * @param maxIterations most iterations
 * @param tolerance stops when the value falls by less than this share of itself, or the gradient is as small
 */
public record Lbfgs(int maxIterations, double tolerance) {

    /** Number of corrections that approximate the inverse Hessian. */
    private static final int MEMORY = 10;

    static {
        // Must run before Breeze loads netlib, which would log a warning.
        MatrixProducts.blas();
    }

    /**
     * Searches for the minimum.
     *
     * @param start initial point, {@code [size]}; not modified
     * @throws TrainingException if the objective or its gradient is not finite at a point that the search tries
     */
    public Minimum minimise(Objective objective, double[] start) {
        return minimise(objective, start, (iteration, value) -> {});
    }

    /** As {@link #minimise(Objective, double[])}; {@code listener} is called initially and after every iteration. */
    public Minimum minimise(Objective objective, double[] start, Listener listener) {
        LBFGS<DenseVector<Object>> search = new LBFGS<>(maxIterations, MEMORY, tolerance, DenseVector.space_Double());
        Iterator<? extends FirstOrderMinimizer.State<DenseVector<Object>, ?, ?>> states =
                search.iterations(breeze(new CachedObjective(objective)), vector(start.clone()));
        FirstOrderMinimizer.State<DenseVector<Object>, ?, ?> end = states.next();
        listener.at(end.iter(), end.value());
        while (states.hasNext()) {
            end = states.next();
            listener.at(end.iter(), end.value());
        }
        return new Minimum(array(end.x()), end.value(), end.iter());
    }

    /** A listener for the iterations of a search. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called initially and after every iteration.
         *
         * @param iteration iterations done, 0 at the start
         * @param value the objective there
         */
        void at(int iteration, double value);
    }

    /**
     * The result of a search.
     *
     * @param point the variables
     * @param value the objective there
     * @param iterations iterations done
     */
    public record Minimum(double[] point, double value, int iterations) {}

    /**
     * Wraps an objective as Breeze's trait. Java source cannot implement it: with Scala's {@code Function1} it inherits
     * two methods {@code apply} that differ only in their result type. The virtual machine allows that, so the object
     * is created by {@code LambdaMetafactory}, like a lambda. L-BFGS and its line search call {@code calculate} only.
     */
    @SuppressWarnings("unchecked")
    private static DiffFunction<DenseVector<Object>> breeze(Objective objective) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodType typed = MethodType.methodType(Tuple2.class, DenseVector.class);
            return (DiffFunction<DenseVector<Object>>) LambdaMetafactory.metafactory(
                            lookup,
                            "calculate",
                            MethodType.methodType(DiffFunction.class, Objective.class),
                            MethodType.methodType(Tuple2.class, Object.class),
                            lookup.findStatic(Lbfgs.class, "calculate", typed.insertParameterTypes(0, Objective.class)),
                            typed)
                    .getTarget()
                    .invoke(objective);
        } catch (Throwable e) {
            throw new IllegalStateException("Breeze's trait DiffFunction cannot be implemented: expected Breeze 2", e);
        }
    }

    /** The value and the gradient at a point, as Breeze expects them. */
    static Tuple2<Object, DenseVector<Object>> calculate(Objective objective, DenseVector<Object> at) {
        double[] gradient = new double[objective.size()];
        double value = objective.evaluate(array(at), gradient);
        double sum = value;
        for (double slope : gradient) {
            sum += Math.abs(slope);
        }
        if (!Double.isFinite(sum)) {
            throw new TrainingException("The objective is " + value + " with a gradient of L1 norm " + (sum - value)
                    + ": expected both finite");
        }
        return new Tuple2<>(value, vector(gradient));
    }

    private static DenseVector<Object> vector(double[] values) {
        return DenseVector$.MODULE$.apply(values);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static double[] array(DenseVector<Object> vector) {
        return (double[]) vector.toArray((scala.reflect.ClassTag) ClassTag$.MODULE$.Double());
    }
}
