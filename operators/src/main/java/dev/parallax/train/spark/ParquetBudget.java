package dev.parallax.train.spark;

import dev.parallax.train.data.TrainingException;
import java.nio.file.Path;

/**
 * A limit on the decompressed and decoded size of a Parquet file, since a small file can expand to very much data. For
 * one thread.
 */
final class ParquetBudget {

    private final Path file;
    private final long mostBytes;
    private final long mostValues;
    private long bytes;
    private long values;

    /**
     * @param mostBytes most bytes of uncompressed pages
     * @param mostValues most values, and most records
     */
    ParquetBudget(Path file, long mostBytes, long mostValues) {
        this.file = file;
        this.mostBytes = mostBytes;
        this.mostValues = mostValues;
    }

    /**
     * Counts the bytes of a page.
     *
     * @param count number of bytes
     * @throws TrainingException if the limit is exceeded
     */
    void bytes(long count) {
        bytes = sum(bytes, count, mostBytes, "bytes when it is uncompressed");
    }

    /**
     * Counts values or records.
     *
     * @throws TrainingException if the limit is exceeded
     */
    void values(long count) {
        values = sum(values, count, mostValues, "values and records");
    }

    private long sum(long before, long count, long most, String what) {
        if (count < 0 || count > most - before) {
            throw new TrainingException(file + " says that it has " + count + " " + what + ", after " + before
                    + ": expected " + most + " at most");
        }
        return before + count;
    }
}
