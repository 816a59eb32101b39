package dev.parallax.job.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** CPU time that this process has used so far, by what its threads are for. Immutable. */
final class CpuTimes {

    private static final double NANOS = 1e9;

    /** What a thread is for. */
    enum Group {
        /** Lays batches out, and works on operators beside ONNX Runtime's own threads. */
        BATCHER("batcher (with its share of the model)"),
        /** ONNX Runtime's own threads, garbage collection and compilation; and threads that ended meanwhile. */
        NATIVE("native: the model's other threads, GC, JIT"),
        /** Flink's task: parsing, encoding, serialising. */
        TASK("task: parse, encode, write"),
        /** The job's consumer and producers. */
        KAFKA_CLIENTS("the job's Kafka clients"),
        /** The embedded broker. */
        BROKER("embedded broker"),
        /** All else, Flink's coordination among it. */
        OTHER("other threads of the JVM");

        private final String meaning;

        Group(String meaning) {
            this.meaning = meaning;
        }

        /** What it is, for people. */
        String meaning() {
            return meaning;
        }

        /** The group of a thread of Java, by its name. */
        static Group of(String thread) {
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

    private record Use(String name, long nanos) {}

    private final Map<Long, Use> threads;
    private final long processNanos;

    private CpuTimes(Map<Long, Use> threads, long processNanos) {
        this.threads = threads;
        this.processNanos = processNanos;
    }

    /** As it is now. */
    static CpuTimes now() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        Map<Long, Use> threads = new HashMap<>();
        for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
            long nanos = thread == null ? -1 : bean.getThreadCpuTime(thread.getThreadId());
            if (thread != null && nanos >= 0) {
                threads.put(thread.getThreadId(), new Use(thread.getThreadName(), nanos));
            }
        }
        return new CpuTimes(threads, processNanos());
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
        for (Map.Entry<Long, Use> entry : threads.entrySet()) {
            Use thread = entry.getValue();
            Use before = earlier.threads.get(entry.getKey());
            long nanos = thread.nanos() - (before == null ? 0 : before.nanos());
            java += nanos;
            seconds.merge(Group.of(thread.name()), nanos / NANOS, Double::sum);
        }
        seconds.put(Group.NATIVE, Math.max(0, processNanos - earlier.processNanos - java) / NANOS);
        return seconds;
    }
}
