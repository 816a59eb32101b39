package dev.parallax.job.tune;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.SimulatedQueue;
import dev.parallax.job.tune.fit.RunCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A discrete-event simulation of the micro-batcher before a model whose runs take the fitted times. Batches are formed
 * by the batcher's own rule, {@link SimulatedQueue}. The rules of time are those of {@code MicroBatcher} without
 * lingering: a batch leaves as soon as fewer batches than the policy allows are in flight and a text waits.
 *
 * <p>Runs side by side slow each other down: a run has the speed of as many runs as are in flight, and another speed
 * whenever one begins or ends. For one thread and one use.
 */
final class Simulation {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Shortest time of a run, nanoseconds: time must pass. */
    private static final double SHORTEST = 1;

    private final List<RunCost> costs;
    private final List<Double> spread;
    private final int inFlight;
    private final int capacity;
    private final List<Encoding> texts;
    private final long[] arrived;
    private final SimulatedQueue queue;
    private final Random random;

    private final long[] answered;
    private final List<Run> running = new ArrayList<>();
    private double now;
    private int next;
    private int inside;
    private long batches;
    private long tokens;
    private long paddedTokens;

    /** A run of the model under way. */
    private static final class Run {
        private final int[] batch;
        private final int length;
        private final double factor;
        /** Share of the run that is still to come. */
        private double left = 1;

        Run(int[] batch, int length, double factor) {
            this.batch = batch;
            this.length = length;
            this.factor = factor;
        }

        double nanos(RunCost cost) {
            return Math.max(SHORTEST, cost.millis(batch.length, length) * factor * NANOS_PER_MILLI);
        }
    }

    /**
     * @param costs costs of a run by the number of runs in flight, one element for each number up to the policy's
     * @param spread factors of a run's time, one of which is drawn for each run
     * @param policy the batcher's limits
     * @param arrivals the texts
     * @param capacity most texts in the batcher and the model at once; others wait outside
     */
    Simulation(
            List<RunCost> costs, List<Double> spread, BatchPolicy policy, Arrivals arrivals, int capacity, long seed) {
        if (costs.size() != policy.inFlight()) {
            throw new IllegalArgumentException("There must be a cost for each number of batches in flight, 1 to "
                    + policy.inFlight() + ", and there are " + costs.size());
        }
        this.costs = List.copyOf(costs);
        this.spread = List.copyOf(spread);
        this.inFlight = policy.inFlight();
        this.capacity = capacity;
        this.texts = arrivals.texts();
        this.arrived = arrivals.nanos();
        this.queue = new SimulatedQueue(policy);
        this.random = new Random(seed);
        this.answered = new long[arrived.length];
    }

    /** Runs until all texts are answered. */
    Outcome run() {
        while (true) {
            admit();
            start();
            double arrival = next < arrived.length && inside < capacity ? arrived[next] : Double.POSITIVE_INFINITY;
            Run first = null;
            double end = Double.POSITIVE_INFINITY;
            for (Run run : running) {
                double ends = now + run.left * run.nanos(cost());
                if (ends < end) {
                    end = ends;
                    first = run;
                }
            }
            if (first == null && Double.isInfinite(arrival)) {
                break;
            }
            advance(Math.min(arrival, end));
            if (first != null && end <= arrival) {
                finish(first);
            }
        }
        return Outcome.of(arrived, answered, (double) arrived.length / batches, (double) paddedTokens / tokens);
    }

    private RunCost cost() {
        return costs.get(running.size() - 1);
    }

    private void admit() {
        while (next < arrived.length && inside < capacity && arrived[next] <= now) {
            queue.add(texts.get(next), next);
            next++;
            inside++;
        }
    }

    private void start() {
        while (running.size() < inFlight && queue.size() > 0) {
            int[] batch = queue.take();
            int longest = 0;
            for (int text : batch) {
                longest = Math.max(longest, texts.get(text).length());
                tokens += texts.get(text).length();
            }
            batches++;
            paddedTokens += (long) batch.length * longest;
            running.add(new Run(batch, longest, spread.get(random.nextInt(spread.size()))));
        }
    }

    private void advance(double until) {
        for (Run run : running) {
            run.left -= (until - now) / run.nanos(cost());
        }
        now = until;
    }

    private void finish(Run run) {
        for (int text : run.batch) {
            answered[text] = Math.round(now);
        }
        inside -= run.batch.length;
        running.remove(run);
    }
}
