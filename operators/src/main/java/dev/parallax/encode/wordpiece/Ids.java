package dev.parallax.encode.wordpiece;

import java.util.Arrays;

/** A growing list of token ids. For one thread. */
public final class Ids {

    private int[] values = new int[64];
    private int size;

    /** Adds an id. */
    public void add(int id) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = id;
    }

    /** Number of ids. */
    public int size() {
        return size;
    }

    /** The id at an index. */
    public int at(int index) {
        return values[index];
    }

    /** Truncates the list. */
    public void cut(int newSize) {
        size = newSize;
    }

    /**
     * The row that a model reads: the ids between the two special tokens.
     *
     * @param room most ids between them; fewer than 0 is 0
     * @param cutsLeft whether a list that is longer loses its start instead of its end
     */
    public int[] row(int first, int last, int room, boolean cutsLeft) {
        int length = Math.min(size, Math.max(room, 0));
        int[] row = new int[length + 2];
        row[0] = first;
        System.arraycopy(values, cutsLeft ? size - length : 0, row, 1, length);
        row[length + 1] = last;
        return row;
    }
}
