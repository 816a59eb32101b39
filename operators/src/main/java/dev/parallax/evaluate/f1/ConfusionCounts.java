package dev.parallax.evaluate.f1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A confusion matrix, from whose counts alone every F1 by every name follows. Counts of two sets of texts add up to
 * those of both, and may be subtracted again. Mutable, for one thread.
 *
 * <p>A row is the class that a text is of (or that the reference gave), a column the class it was given.
 */
public final class ConfusionCounts {

    private final int classes;
    private final long[] cells;

    /** @param classes number of classes, 1 or more */
    public ConfusionCounts(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("There must be 1 class or more, not " + classes);
        }
        this.classes = classes;
        this.cells = new long[Math.multiplyExact(classes, classes)];
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /**
     * Adds texts, or takes them away.
     *
     * @param actual class that they are of, from 0
     * @param predicted class that they were given, from 0
     * @param count how many more, negative for fewer
     */
    public void add(int actual, int predicted, long count) {
        cells[place(actual, predicted)] += count;
    }

    /**
     * Adds the texts of others, as if they had been counted here.
     *
     * @param others with as many classes
     */
    public void add(ConfusionCounts others) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] += cellsOf(others)[i];
        }
    }

    /**
     * Takes away the texts of others.
     *
     * @param others with as many classes
     */
    public void subtract(ConfusionCounts others) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] -= cellsOf(others)[i];
        }
    }

    private long[] cellsOf(ConfusionCounts others) {
        if (others.classes != classes) {
            throw new IllegalArgumentException(
                    "Counts of " + classes + " classes cannot take in those of " + others.classes);
        }
        return others.cells;
    }

    /** Texts of one class that were given another or the same. */
    public long count(int actual, int predicted) {
        return cells[place(actual, predicted)];
    }

    private int place(int actual, int predicted) {
        return check(actual) * classes + check(predicted);
    }

    private int check(int index) {
        if (index < 0 || index >= classes) {
            throw new IndexOutOfBoundsException("Class " + index + " is none of 0 to " + (classes - 1));
        }
        return index;
    }

    /** Texts of a class: the sum of its row. */
    public long support(int actual) {
        long sum = 0;
        for (int column = 0; column < classes; column++) {
            sum += cells[place(actual, column)];
        }
        return sum;
    }

    /** Texts that were given a class: the sum of its column. */
    public long predicted(int predicted) {
        long sum = 0;
        for (int row = 0; row < classes; row++) {
            sum += cells[place(row, predicted)];
        }
        return sum;
    }

    /** Texts that were given the class that they are of. */
    public long correct() {
        long sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += cells[place(i, i)];
        }
        return sum;
    }

    /** All texts. */
    public long total() {
        return Arrays.stream(cells).sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfusionCounts that && Arrays.equals(cells, that.cells);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells);
    }

    @Override
    public String toString() {
        return "ConfusionCounts[" + classes + " classes, " + total() + " texts]";
    }
}
