package dev.parallax.evaluate.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sparse vector of counts: everything that a report counts is a cell of it, by number. Vectors add up and may be
 * subtracted again, which is what makes a slide of a window cheap. Memory is that of the cells that are not 0: 12 bytes
 * each, at a load of a quarter to a half. Mutable, for one thread.
 */
public final class Counts {

    /** Reads one cell after another. */
    @FunctionalInterface
    interface CellConsumer {
        /** Takes a cell whose count is not 0. */
        void accept(int cell, long count);
    }

    private static final int SMALLEST = 16;
    private static final int EMPTY = -1;

    private int[] cells;
    private long[] counts;
    private int used;

    /** Counts that are all 0. */
    public Counts() {
        this(SMALLEST);
    }

    private Counts(int capacity) {
        cells = new int[capacity];
        Arrays.fill(cells, EMPTY);
        counts = new long[capacity];
    }

    /** With room for as many cells. */
    static Counts withRoomFor(int cells) {
        int capacity = SMALLEST;
        while (capacity < 2 * cells) {
            capacity *= 2;
        }
        return new Counts(capacity);
    }

    /**
     * Adds to a cell.
     *
     * @param cell its number, 0 or more
     * @param count how many, negative for fewer
     */
    public void add(int cell, long count) {
        if (cell < 0) {
            throw new IllegalArgumentException("A cell has a number of 0 or more, not " + cell);
        }
        int place = place(cell);
        if (cells[place] == EMPTY) {
            if (2 * (used + 1) > cells.length) {
                rehash();
                place = place(cell);
            }
            cells[place] = cell;
            used++;
        }
        counts[place] += count;
    }

    /** Adds another vector times a weight: 1 adds it, -1 subtracts it. */
    public void add(Counts other, int times) {
        for (int i = 0; i < other.cells.length; i++) {
            if (other.counts[i] != 0) {
                add(other.cells[i], times * other.counts[i]);
            }
        }
    }

    /** The count of a cell. */
    public long count(int cell) {
        int place = place(cell);
        return cells[place] == EMPTY ? 0 : counts[place];
    }

    /** Number of cells that are not 0. */
    int size() {
        int size = 0;
        for (long count : counts) {
            if (count != 0) {
                size++;
            }
        }
        return size;
    }

    /** Whether every cell is 0. */
    boolean isZero() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    /** All cells that are not 0, in no order. */
    void forEach(CellConsumer consumer) {
        for (int i = 0; i < cells.length; i++) {
            if (counts[i] != 0) {
                consumer.accept(cells[i], counts[i]);
            }
        }
    }

    /** The same counts, apart from these. */
    public Counts copy() {
        Counts copy = withRoomFor(size());
        copy.add(this, 1);
        return copy;
    }

    private int place(int cell) {
        int mask = cells.length - 1;
        int place = ((cell * 0x9E3779B9) >>> 8) & mask;
        while (cells[place] != EMPTY && cells[place] != cell) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** Makes room, and forgets cells that have become 0. */
    private void rehash() {
        Counts larger = withRoomFor(Math.max(SMALLEST / 2, 2 * size()));
        larger.add(this, 1);
        cells = larger.cells;
        counts = larger.counts;
        used = larger.used;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Counts that) || that.size() != size()) {
            return false;
        }
        for (int i = 0; i < cells.length; i++) {
            if (counts[i] != 0 && that.count(cells[i]) != counts[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < cells.length; i++) {
            if (counts[i] != 0) {
                hash += 31 * cells[i] + Long.hashCode(counts[i]);
            }
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Counts[" + size() + " cells]";
    }
}
