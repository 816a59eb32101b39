package dev.parallax.encode.sparknlp.bert;

import java.util.Arrays;

/** A growing list of token ids. For one thread. */
public final class Ids {

    private int[] values = new int[64];
    private int size;

    /** Appends an id. */
    public void add(int id) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = id;
    }

    int size() {
        return size;
    }

    int at(int index) {
        return values[index];
    }

    /** Truncates the list. */
    void cut(int newSize) {
        size = newSize;
    }
}
