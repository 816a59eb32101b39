package dev.parallax.train.data;

import java.util.Arrays;
import java.util.Locale;

/** The weighting of rows in a loss, by their class. */
public enum ClassWeight {
    /** Every row has weight 1, as in Spark ML's perceptron. */
    NONE,
    /**
     * Every class has the same total weight: a row of class c has weight {@code n / (classes · n_c)}, as in
     * scikit-learn.
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
