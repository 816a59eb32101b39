package dev.parallax.job.lab;

import dev.parallax.train.lab.LabNetwork;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import java.util.Arrays;
import java.util.List;

/**
 * A decomposition of the difference between {@code spark.f1} of Spark's network and the other F1 of the question's
 * network into contributions of metric, optimizer, initial weights and loss. Each contribution is a Shapley value
 * (Shapley, A value for n-person games, 1953): the mean effect of the change over all orders in which the four can be
 * changed. The contributions add up to the difference.
 *
 * @param from {@code spark.f1} of Spark's network
 * @param to the other F1 of the question's network
 * @param parts contribution of each of {@link #FACTORS}, in their order
 */
record Decomposition(double from, double to, List<Double> parts) {

    /** The factors. */
    static final List<String> FACTORS = List.of("metric's name", "optimizer", "start", "loss");

    private static final int NAME = 1;
    private static final int OPTIMIZER = 2;
    private static final int START = 4;
    private static final int LOSS = 8;

    /** Decomposes the difference of a report; contributions are NaN if a network could not be fitted. */
    static Decomposition of(LabReport report) {
        double[] values = new double[1 << FACTORS.size()];
        for (int changed = 0; changed < values.length; changed++) {
            values[changed] = value(report, changed);
        }
        return of(values);
    }

    /**
     * Decomposes a difference.
     *
     * @param values the F1 for each set of changes: bit {@code i} of the index is set if factor {@code i} is changed
     */
    static Decomposition of(double[] values) {
        int factors = FACTORS.size();
        double[] parts = new double[factors];
        for (int factor = 0; factor < factors; factor++) {
            for (int changed = 0; changed < values.length; changed++) {
                if ((changed >> factor & 1) == 0) {
                    double before = factorial(Integer.bitCount(changed));
                    double after = factorial(factors - Integer.bitCount(changed) - 1);
                    parts[factor] +=
                            before * after / factorial(factors) * (values[changed] - values[changed | 1 << factor]);
                }
            }
        }
        return new Decomposition(
                values[0],
                values[values.length - 1],
                Arrays.stream(parts).boxed().toList());
    }

    private static double value(LabReport report, int changed) {
        LabNetwork network = report.result()
                .network(
                        (changed & OPTIMIZER) == 0 ? Optimizer.LBFGS : Optimizer.SGD,
                        (changed & START) == 0 ? Initialization.SPARK : Initialization.QUESTION,
                        (changed & LOSS) == 0 ? Loss.CROSS_ENTROPY : Loss.LOG_LOSS);
        return network.failure().isEmpty()
                ? report.test(network).value((changed & NAME) == 0 ? "spark.f1" : report.otherName())
                : Double.NaN;
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    /** Whether the contributions are defined. */
    boolean defined() {
        return parts.stream().noneMatch(part -> part.isNaN());
    }

    /** The difference that is decomposed. */
    double gap() {
        return from - to;
    }
}
