package dev.parallax.job.tune.fit;

import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Times of a model that is a formula. */
public final class SyntheticTimes {

    private SyntheticTimes() {}

    /** The shapes that are measured on a CPU, with some lengths. */
    static List<ShapeTimes> measured(RunCost cost, int samples, UnaryOperator<Double> noise) {
        List<ShapeTimes> measured = new ArrayList<>();
        for (int length : List.of(8, 20, 50, 120)) {
            for (int rows : ShapeGrid.CPU.rows()) {
                if (rows * length <= ShapeGrid.CPU.mostTokens()) {
                    List<Double> millis = new ArrayList<>();
                    for (int i = 0; i < samples; i++) {
                        millis.add(noise.apply(cost.millis(rows, length)));
                    }
                    measured.add(new ShapeTimes(rows, length, millis));
                }
            }
        }
        return measured;
    }

    /** A fit without error and spread. */
    static CostFit exact(RunCost cost) {
        return new CostFit(cost, 1, 0, 0, List.of(1.0));
    }

    /** Exact fits. */
    public static FittedTimes times(Map<Concurrency, RunCost> costs) {
        Map<Concurrency, CostFit> fits = new HashMap<>();
        costs.forEach((concurrency, cost) -> fits.put(concurrency, exact(cost)));
        return new FittedTimes(fits);
    }

    /** Texts of some lengths. */
    public static List<Encoding> texts(int... lengths) {
        List<Encoding> texts = new ArrayList<>();
        for (int length : lengths) {
            texts.add(Encoding.of(new int[length]));
        }
        return texts;
    }

    /** Texts of lengths as of reviews: many short ones, few long ones. */
    public static List<Encoding> reviews(long seed) {
        Random random = new Random(seed);
        List<Encoding> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add(Encoding.of(new int[5 + (int) Math.min(100, -15 * Math.log1p(-random.nextDouble()))]));
        }
        return texts;
    }
}
