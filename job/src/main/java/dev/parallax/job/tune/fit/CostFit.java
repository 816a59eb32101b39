package dev.parallax.job.tune.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * A {@link RunCost} fitted to measured times, and how well it fits them.
 *
 * <p>The fit is weighted least squares with coefficients of 0 or more: it makes the sum of squares of relative errors
 * of the shapes' medians smallest. Medians, since a run that something else disturbed says nothing of the model;
 * relative errors, since a run of a millisecond matters as much as one of a second. The best non-negative coefficients
 * are the ordinary solution for one of the subsets of the three terms (Lawson and Hanson, Solving Least Squares
 * Problems, chapter 23), and with three terms every subset is tried.
 *
 * @param cost the fitted cost
 * @param rSquared coefficient of determination of the medians: 1 is a perfect fit
 * @param medianError median over the shapes of the relative error, fitted by measured, without its sign
 * @param largestError the largest of them
 * @param spread all times divided by the median of their shape, ascending: how much a run's time varies by itself
 */
public record CostFit(RunCost cost, double rSquared, double medianError, double largestError, List<Double> spread) {

    private static final int TERMS = 3;
    private static final double SLOW = 0.99;

    /** Terms that are as good as multiples of each other are not fitted together. */
    private static final double SINGULAR = 1e-9;

    /** Copies the list. */
    public CostFit {
        spread = List.copyOf(spread);
    }

    /** 99th percentile of the spread. */
    public double slowest() {
        return spread.get((int) Math.ceil(SLOW * spread.size()) - 1);
    }

    private record Solution(RunCost cost, double squares) {}

    /**
     * Fits a cost.
     *
     * @throws IllegalArgumentException if there are no times
     */
    static CostFit of(List<ShapeTimes> measured) {
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("A fit must have the times of a shape or more, and has none");
        }
        Solution best = null;
        for (int subset = 1; subset < 1 << TERMS; subset++) {
            Optional<Solution> found = solve(measured, subset);
            if (found.isPresent() && (best == null || found.get().squares() < best.squares())) {
                best = found.get();
            }
        }
        if (best == null) {
            throw new IllegalStateException("No term can be fitted to the times of " + measured.size() + " shapes");
        }
        return described(best.cost(), measured);
    }

    /** The ordinary solution with some of the terms, or nothing where a coefficient is negative or undetermined. */
    private static Optional<Solution> solve(List<ShapeTimes> measured, int subset) {
        List<Integer> terms = new ArrayList<>();
        for (int term = 0; term < TERMS; term++) {
            if ((subset & 1 << term) != 0) {
                terms.add(term);
            }
        }
        if (terms.size() > measured.size()) {
            return Optional.empty();
        }
        double[][] rows = new double[measured.size()][terms.size()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < terms.size(); column++) {
                rows[row][column] = term(terms.get(column), measured.get(row))
                        / measured.get(row).median();
            }
        }
        double[] scales = scale(rows);
        DecompositionSolver solver = new QRDecomposition(new Array2DRowRealMatrix(rows, false), SINGULAR).getSolver();
        if (!solver.isNonSingular()) {
            return Optional.empty();
        }
        RealVector solved = solver.solve(new ArrayRealVector(rows.length, 1));
        double[] coefficients = new double[TERMS];
        for (int column = 0; column < terms.size(); column++) {
            coefficients[terms.get(column)] = solved.getEntry(column) / scales[column];
            if (coefficients[terms.get(column)] < 0) {
                return Optional.empty();
            }
        }
        RunCost cost = new RunCost(coefficients[0], coefficients[1], coefficients[2]);
        double squares = measured.stream()
                .mapToDouble(shape -> relativeError(cost, shape))
                .map(error -> error * error)
                .sum();
        return Optional.of(new Solution(cost, squares));
    }

    private static double term(int term, ShapeTimes shape) {
        double tokens = (double) shape.rows() * shape.length();
        return term == 0 ? 1 : term == 1 ? tokens : tokens * shape.length();
    }

    /** Divides each column by its largest value, which is returned: columns differ by orders of magnitude. */
    private static double[] scale(double[][] rows) {
        double[] scales = new double[rows[0].length];
        for (int column = 0; column < scales.length; column++) {
            for (double[] row : rows) {
                scales[column] = Math.max(scales[column], row[column]);
            }
            for (double[] row : rows) {
                row[column] /= scales[column];
            }
        }
        return scales;
    }

    private static double relativeError(RunCost cost, ShapeTimes shape) {
        return cost.millis(shape.rows(), shape.length()) / shape.median() - 1;
    }

    private static CostFit described(RunCost cost, List<ShapeTimes> measured) {
        double mean =
                measured.stream().mapToDouble(ShapeTimes::median).average().orElseThrow();
        double residual = 0;
        double total = 0;
        List<Double> errors = new ArrayList<>();
        List<Double> spread = new ArrayList<>();
        for (ShapeTimes shape : measured) {
            double median = shape.median();
            residual += square(cost.millis(shape.rows(), shape.length()) - median);
            total += square(median - mean);
            errors.add(Math.abs(relativeError(cost, shape)));
            shape.millis().forEach(millis -> spread.add(millis / median));
        }
        Collections.sort(spread);
        return new CostFit(
                cost, total == 0 ? 1 : 1 - residual / total, Medians.of(errors), Collections.max(errors), spread);
    }

    private static double square(double value) {
        return value * value;
    }
}
