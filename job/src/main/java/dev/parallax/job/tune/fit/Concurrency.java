package dev.parallax.job.tune.fit;

import java.util.List;
import java.util.TreeSet;

/**
 * Threads of one run of the model, and runs side by side.
 *
 * @param threads threads of one run on the CPU, 1 or more
 * @param inFlight runs side by side: batches in flight
 */
public record Concurrency(int threads, int inFlight) implements Comparable<Concurrency> {

    private static final List<Integer> ON_GPU = List.of(1, 2, 4);

    /**
     * Numbers that keep a CPU's cores busy without more threads than cores: powers of two, and as many as there are.
     *
     * @param cores number of cores
     * @param configured always among them, with one run alone on as many threads
     */
    public static List<Concurrency> onCpu(int cores, Concurrency configured) {
        TreeSet<Concurrency> all = new TreeSet<>();
        for (int threads : powersOfTwoTo(cores)) {
            for (int inFlight : powersOfTwoTo(cores / threads)) {
                all.add(new Concurrency(threads, inFlight));
            }
        }
        return with(configured, all);
    }

    /** Batches in flight on a GPU, which runs one while the next is laid out; the CPU's threads make no difference. */
    public static List<Concurrency> onGpu(Concurrency configured) {
        TreeSet<Concurrency> all = new TreeSet<>();
        ON_GPU.forEach(inFlight -> all.add(new Concurrency(configured.threads(), inFlight)));
        return with(configured, all);
    }

    private static List<Concurrency> with(Concurrency configured, TreeSet<Concurrency> all) {
        all.add(configured);
        all.add(new Concurrency(configured.threads(), 1));
        return List.copyOf(all);
    }

    private static TreeSet<Integer> powersOfTwoTo(int most) {
        TreeSet<Integer> powers = new TreeSet<>(List.of(most));
        for (int power = 1; power < most; power *= 2) {
            powers.add(power);
        }
        return powers;
    }

    /** In the order of threads, then of runs side by side. */
    @Override
    public int compareTo(Concurrency other) {
        int byThreads = Integer.compare(threads, other.threads);
        return byThreads != 0 ? byThreads : Integer.compare(inFlight, other.inFlight);
    }
}
