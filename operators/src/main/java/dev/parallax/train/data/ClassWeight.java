package dev.parallax.train.data;

import java.util.Arrays;
import java.util.Locale;

/** How much a row counts in a loss, by its class. */
public enum ClassWeight {
    /** Every row counts once, as in Spark ML's perceptron. */
    NONE,
    /**
     * Every class counts as much as any other: a row of class c counts {@code n / (classes · n_c)}, as in scikit-learn.
     */
    BALANCED;

    /** The weight of a row of each class, {@code [classCount]}; 0 for a class without rows. */
    public double[] of(LabelledFeatures data) {
        double[] weights = new double[data.classCount()];
        if (this == NONE) {
            Arrays.fill(weights, 1);
            return weights;
        }
        int[] rows = new int[data.classCount()];
        for (int c : data.classes()) {
            rows[c]++;
        }
        int present = data.classesPresent();
        for (int c = 0; c < rows.length; c++) {
            weights[c] = rows[c] == 0 ? 0 : (double) data.size() / present / rows[c];
        }
        return weights;
    }

    /** The name on the command line and in cards. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
