package dev.parallax.train.spark;

import dev.parallax.train.data.TrainingException;
import java.nio.file.Path;

/**
 * How much a Parquet file may hold once it is uncompressed and decoded, since a few bytes can stand for very many. For
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
     * Takes a page.
     *
     * @param count its bytes
     * @throws TrainingException if it is too large with those before it
     */
    void bytes(long count) {
        bytes = sum(bytes, count, mostBytes, "bytes when it is uncompressed");
    }

    /**
     * Takes values or records.
     *
     * @throws TrainingException if they are too many with those before them
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
