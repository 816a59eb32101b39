package dev.parallax.job.tune.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The fitted times of the model's runs, by threads of a run and by runs side by side. Runs side by side slow each other
 * down, since they share caches, memory and cores. Immutable and safe for several threads.
 */
public final class FittedTimes {

    private final TreeMap<Concurrency, CostFit> fits;

    /** @param fits for each number of threads, one run alone and further numbers of runs */
    public FittedTimes(Map<Concurrency, CostFit> fits) {
        this.fits = new TreeMap<>(fits);
        for (Concurrency each : fits.keySet()) {
            var unused = fit(new Concurrency(each.threads(), 1));
        }
    }

    /** All fits, in the order of threads and runs. */
    public Map<Concurrency, CostFit> all() {
        return new TreeMap<>(fits);
    }

    /**
     * The fit of measured runs.
     *
     * @throws IllegalArgumentException if these were not measured
     */
    public CostFit fit(Concurrency concurrency) {
        CostFit fit = fits.get(concurrency);
        if (fit == null) {
            throw new IllegalArgumentException(
                    "There must be times of " + concurrency + ", and there are those of " + fits.keySet());
        }
        return fit;
    }

    /**
     * The costs of a run by the number of runs in flight: element 0 for a run alone. Costs of numbers that were not
     * measured are interpolated between the two nearest that were.
     *
     * @throws IllegalArgumentException if the runs in flight were not measured with that number of threads
     */
    public List<RunCost> costs(Concurrency concurrency) {
        List<RunCost> costs = new ArrayList<>();
        costs.add(fit(new Concurrency(concurrency.threads(), 1)).cost());
        var unused = fit(concurrency);
        for (int running = 2; running <= concurrency.inFlight(); running++) {
            Concurrency wanted = new Concurrency(concurrency.threads(), running);
            Map.Entry<Concurrency, CostFit> below = Objects.requireNonNull(fits.floorEntry(wanted));
            Map.Entry<Concurrency, CostFit> above = Objects.requireNonNull(fits.ceilingEntry(wanted));
            int from = below.getKey().inFlight();
            int to = above.getKey().inFlight();
            double share = to == from ? 0 : (double) (running - from) / (to - from);
            costs.add(below.getValue().cost().towards(above.getValue().cost(), share));
        }
        return costs;
    }
}
