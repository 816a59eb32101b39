package dev.parallax.train.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Features with the class of each row.
 *
 * @param rows finite features, {@code [n][width]}, at least one row; shared, not copied
 * @param classes index of each row's class, {@code [n]}, from 0 to {@code classCount - 1}
 * @param classCount number of classes, at least 2
 */
public record LabelledFeatures(float[][] rows, int[] classes, int classCount) {

    /** @throws TrainingException if a size does not fit, a class is out of range or a feature is not finite */
    public LabelledFeatures {
        if (classCount < 2) {
            throw new TrainingException("There are " + classCount + " classes: expected at least 2");
        }
        if (rows.length == 0 || rows.length != classes.length) {
            throw new TrainingException("There are " + rows.length + " rows of features and " + classes.length
                    + " classes: expected as many of both, and at least 1");
        }
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != rows[0].length) {
                throw new TrainingException("Row " + row + " has " + rows[row].length + " features: expected "
                        + rows[0].length + ", as row 0 has");
            }
            for (float feature : rows[row]) {
                if (!Float.isFinite(feature)) {
                    throw new TrainingException(
                            "Row " + row + " has the feature " + feature + ": expected finite ones");
                }
            }
            if (classes[row] < 0 || classes[row] >= classCount) {
                throw new TrainingException(
                        "Row " + row + " has the class " + classes[row] + ": expected 0 to " + (classCount - 1));
            }
        }
    }

    /** Number of rows. */
    public int size() {
        return rows.length;
    }

    /** Features of a row. */
    public int width() {
        return rows[0].length;
    }

    /** Number of classes with at least one row. */
    public int classesPresent() {
        return (int) Arrays.stream(classes).distinct().count();
    }

    /** The rows at the given indexes. */
    LabelledFeatures at(int[] indexes) {
        float[][] some = new float[indexes.length][];
        int[] theirs = new int[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            some[i] = rows[indexes[i]];
            theirs[i] = classes[indexes[i]];
        }
        return new LabelledFeatures(some, theirs, classCount);
    }

    /** Concatenates the rows of several sets. */
    public static LabelledFeatures concatenation(List<LabelledFeatures> parts) {
        List<float[]> rows = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        for (LabelledFeatures part : parts) {
            rows.addAll(Arrays.asList(part.rows));
            Arrays.stream(part.classes).forEach(classes::add);
        }
        return new LabelledFeatures(
                rows.toArray(new float[0][]),
                classes.stream().mapToInt(Integer::intValue).toArray(),
                parts.get(0).classCount);
    }
}
