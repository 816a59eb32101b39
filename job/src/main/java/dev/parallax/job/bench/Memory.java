package dev.parallax.job.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The memory of this process as reported by Linux; empty values on other systems.
 *
 * @param residentMiB resident set now, MiB
 * @param peakMiB largest resident set so far, MiB
 */
record Memory(OptionalLong residentMiB, OptionalLong peakMiB) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    /** Takes a snapshot. */
    static Memory now() {
        try {
            return of(Files.exists(STATUS) ? Files.readString(STATUS) : "");
        } catch (IOException e) {
            return of("");
        }
    }

    /** Parses the content of {@code /proc/self/status}. */
    static Memory of(String status) {
        return new Memory(mebibytes(status, "VmRSS:"), mebibytes(status, "VmHWM:"));
    }

    private static OptionalLong mebibytes(String status, String key) {
        return status.lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(digits -> Long.parseLong(digits) / KIB)
                .findFirst();
    }

    /** Heap in use after a full collection, MiB. */
    static long heapAfterCollectionMiB() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / (KIB * KIB);
    }
}
