package dev.parallax.job.tune;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.job.tune.fit.FittedTimes;
import java.util.Comparator;
import java.util.List;

/**
 * A search for the setting that serves a goal best, by simulation of every one. All settings are simulated with the
 * same texts, arrivals and random factors, so that they differ by nothing else. Safe for several threads.
 */
final class Search {

    /** Settings that differ by less are taken for equal, and the one with smaller batches is better. */
    static final double TIE = 0.01;

    private static final int TEXTS = 10_000;
    private static final long SEED = 1;

    /** Highest rate of arrivals as a share of the throughput: queues of a busier device have no end. */
    private static final double BUSIEST = 0.95;

    private static final double QUIETEST = 0.01;
    private static final int BISECTIONS = 8;

    /** Fewer texts in the model first, since they are answered sooner; then limits of tokens that end no batch. */
    private static final Comparator<Rated> SMALLEST = Comparator.comparingInt((Rated rated) ->
                    rated.setting().maxRows() * rated.setting().concurrency().inFlight())
            .thenComparing(rated -> rated.setting().concurrency())
            .thenComparing(rated -> rated.setting().maxPaddedTokens(), Comparator.reverseOrder());

    private final FittedTimes times;
    private final double maxPadding;
    private final int capacity;
    private final Goal goal;
    private final Arrivals backlog;
    private final Arrivals stream;

    /**
     * @param times fitted times of runs
     * @param texts texts to draw from
     * @param maxPadding largest share of padding
     * @param capacity most texts in the batcher and the model at once
     */
    Search(FittedTimes times, List<Encoding> texts, double maxPadding, int capacity, Goal goal) {
        this.times = times;
        this.maxPadding = maxPadding;
        this.capacity = capacity;
        this.goal = goal;
        this.backlog = Arrivals.backlog(texts, TEXTS, SEED);
        this.stream = Arrivals.poisson(texts, TEXTS, 1, SEED);
    }

    /**
     * All settings with their simulated figures: those that keep the goal's bounds first, and the best of them first.
     * The first is the smallest of those that are as good as the best.
     */
    List<Rated> rank(List<Setting> settings) {
        List<Rated> rated = settings.parallelStream().map(this::rate).toList();
        double best = rated.stream()
                .filter(Rated::allowed)
                .mapToDouble(Rated::value)
                .max()
                .orElse(0);
        Comparator<Rated> order = Comparator.comparing((Rated each) -> !each.allowed())
                .thenComparing(each -> each.value() < best * (1 - TIE))
                .thenComparing((one, other) -> one.value() >= best * (1 - TIE) && other.value() >= best * (1 - TIE)
                        ? SMALLEST.compare(one, other)
                        : Double.compare(other.value(), one.value()))
                .thenComparing(SMALLEST);
        return rated.stream().sorted(order).toList();
    }

    /** The simulated figures of a setting. */
    Rated rate(Setting setting) {
        double throughput = simulate(setting, backlog).perSecond();
        if (!goal.arriving()) {
            return new Rated(setting, throughput, throughput, 0, true, throughput);
        }
        return goal.perSecond().isPresent()
                ? atRate(setting, throughput, goal.perSecond().getAsDouble())
                : highestRate(setting, throughput);
    }

    private Rated atRate(Setting setting, double throughput, double perSecond) {
        double p99 = perSecond < throughput ? p99(setting, perSecond) : Double.POSITIVE_INFINITY;
        boolean allowed = !Double.isInfinite(p99) && goal.allows(p99);
        return new Rated(
                setting, throughput, perSecond, p99, allowed, goal.p99Millis().isPresent() ? throughput : 1 / p99);
    }

    /**
     * The highest rate of arrivals with an allowed latency, by bisection: the busier the device, the longer it takes.
     */
    private Rated highestRate(Setting setting, double throughput) {
        double low = QUIETEST * throughput;
        double lowP99 = p99(setting, low);
        if (!goal.allows(lowP99)) {
            return new Rated(setting, throughput, low, lowP99, false, low);
        }
        double high = BUSIEST * throughput;
        double highP99 = p99(setting, high);
        if (goal.allows(highP99)) {
            return new Rated(setting, throughput, high, highP99, true, high);
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            double p99 = p99(setting, middle);
            if (goal.allows(p99)) {
                low = middle;
                lowP99 = p99;
            } else {
                high = middle;
            }
        }
        return new Rated(setting, throughput, low, lowP99, true, low);
    }

    private double p99(Setting setting, double perSecond) {
        return simulate(setting, stream.at(perSecond)).latencyMillis().p99();
    }

    /** The simulated outcome of a setting with some arrivals. */
    Outcome simulate(Setting setting, Arrivals arrivals) {
        BatchPolicy policy = setting.policy(maxPadding, capacity);
        return new Simulation(
                        times.costs(setting.concurrency()),
                        times.fit(setting.concurrency()).spread(),
                        policy,
                        arrivals,
                        capacity,
                        SEED)
                .run();
    }
}
