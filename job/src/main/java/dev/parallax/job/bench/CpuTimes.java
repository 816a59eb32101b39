package dev.parallax.job.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A snapshot of the CPU time of this process by group of threads. Immutable. */
final class CpuTimes {

    private static final Logger LOG = LoggerFactory.getLogger(CpuTimes.class);
    private static final double NANOS = 1e9;
    private static final Path TASKS = Path.of("/proc/self/task");
    /** Names of the JVM's own threads, as Linux truncates them to 15 characters. */
    private static final Pattern OF_THE_MACHINE = Pattern.compile("C[12] Compiler|GC Thread|G1 |VM |Concurrent Mark");

    private static final String VIRTUAL_MACHINE = "virtual machine: ";
    /** Index of the user time among the fields after the name; the system time follows it. */
    private static final int USER_TICKS = 11;
    /** Nanoseconds of a clock tick: Linux reports times of threads in hundredths of a second. */
    private static final long NANOS_OF_A_TICK = 10_000_000;

    /** A group of threads with the same purpose. */
    enum Group {
        /** The batcher's threads, which also compute operators beside ONNX Runtime's own threads. */
        BATCHER("batcher (with its share of the model)"),
        /**
         * ONNX Runtime's own threads, and threads that ended; without {@code /proc} the virtual machine's threads too.
         */
        NATIVE("native: the model's other threads"),
        /** The virtual machine's JIT compilers. */
        COMPILATION("compilation"),
        /** Garbage collection and other threads of the virtual machine. */
        COLLECTION("garbage collection"),
        /** Flink's task thread: parsing, encoding, serialising. */
        TASK("task: parse, encode, write"),
        /** The job's consumer and producers. */
        KAFKA_CLIENTS("the job's Kafka clients"),
        /** The embedded broker. */
        BROKER("embedded broker"),
        /** All other threads, including Flink's coordination. */
        OTHER("other threads of the JVM");

        private final String meaning;

        Group(String meaning) {
            this.meaning = meaning;
        }

        /** The description in reports. */
        String meaning() {
            return meaning;
        }

        /** The group of a Java thread by its name. */
        static Group of(String thread) {
            if (thread.startsWith(VIRTUAL_MACHINE)) {
                return thread.startsWith(VIRTUAL_MACHINE + "C") && !thread.startsWith(VIRTUAL_MACHINE + "Co")
                        ? COMPILATION
                        : COLLECTION;
            }
            if (thread.startsWith("parallax-batcher")) {
                return BATCHER;
            }
            if (thread.startsWith("Source Data Fetcher") || thread.startsWith("kafka-producer-network-thread")) {
                return KAFKA_CLIENTS;
            }
            if (thread.startsWith("Source: ")) {
                return TASK;
            }
            return thread.matches(".*(kafka|broker|controller|coordinator-event|Reaper|raft|TxnMarker).*")
                    ? BROKER
                    : OTHER;
        }
    }

    private record ThreadTime(String name, long nanos) {}

    private final Map<Long, ThreadTime> threads;
    private final long processNanos;

    private CpuTimes(Map<Long, ThreadTime> threads, long processNanos) {
        this.threads = threads;
        this.processNanos = processNanos;
    }

    /** Takes a snapshot. */
    static CpuTimes now() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        Map<Long, ThreadTime> threads = new HashMap<>();
        for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
            long nanos = thread == null ? -1 : bean.getThreadCpuTime(thread.getThreadId());
            if (thread != null && nanos >= 0) {
                threads.put(thread.getThreadId(), new ThreadTime(thread.getThreadName(), nanos));
            }
        }
        virtualMachine(threads);
        return new CpuTimes(threads, processNanos());
    }

    /** Adds the virtual machine's own threads, whose CPU time Linux reports and Java does not. */
    private static void virtualMachine(Map<Long, ThreadTime> threads) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                String stat = Files.readString(task.resolve("stat"), StandardCharsets.UTF_8);
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                if (OF_THE_MACHINE.matcher(name).lookingAt()) {
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
                    // Ids of Java threads are positive.
                    threads.put(
                            -Long.parseLong(task.getFileName().toString()),
                            new ThreadTime(VIRTUAL_MACHINE + name, ticks * NANOS_OF_A_TICK));
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            LOG.debug("No figures of the virtual machine's threads: a thread ended just now, or this is no Linux", e);
        }
    }

    /** CPU time of the process so far, nanoseconds. */
    static long processNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** CPU seconds of each group since an earlier sample. */
    Map<Group, Double> secondsSince(CpuTimes earlier) {
        Map<Group, Double> seconds = new EnumMap<>(Group.class);
        long java = 0;
        for (Map.Entry<Long, ThreadTime> entry : threads.entrySet()) {
            ThreadTime thread = entry.getValue();
            ThreadTime before = earlier.threads.get(entry.getKey());
            long nanos = thread.nanos() - (before == null ? 0 : before.nanos());
            java += nanos;
            seconds.merge(Group.of(thread.name()), nanos / NANOS, Double::sum);
        }
        seconds.put(Group.NATIVE, Math.max(0, processNanos - earlier.processNanos - java) / NANOS);
        return seconds;
    }
}
