package dev.parallax.job.tune.fit;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A measurement of the model with all numbers of threads and of runs side by side, in turns: several passes over all of
 * them, so that a slow moment of the machine meets all.
 */
public final class Measurement {

    private static final int PASSES = 3;
    private static final int FEWEST_BATCHES = 6;

    private final double seconds;
    private final Consumer<String> progress;

    /**
     * @param seconds time of each number of threads and of runs in all passes, or longer where each pass runs all
     *     batches once
     * @param progress receives a line for each part
     */
    public Measurement(double seconds, Consumer<String> progress) {
        this.seconds = seconds;
        this.progress = progress;
    }

    /**
     * Measures and fits.
     *
     * @param open opens the model with a number of threads a run; it is open once for each number
     * @param concurrencies threads and runs, with one run alone for each number of threads
     * @param batches batches to run, those with fewest tokens first; where time is short the first ones
     * @throws ClassifierException if the model fails
     */
    public FittedTimes measure(
            IntFunction<? extends Classifier> open, List<Concurrency> concurrencies, List<List<Encoding>> batches)
            throws ClassifierException, InterruptedException {
        TreeMap<Integer, Classifier> models = new TreeMap<>();
        try {
            for (Concurrency each : concurrencies) {
                if (!models.containsKey(each.threads())) {
                    models.put(each.threads(), open.apply(each.threads()));
                }
            }
            return measure(models, concurrencies, affordable(models.firstEntry().getValue(), batches));
        } finally {
            models.values().forEach(Classifier::close);
        }
    }

    private FittedTimes measure(
            Map<Integer, Classifier> models, List<Concurrency> concurrencies, List<List<Encoding>> batches)
            throws ClassifierException, InterruptedException {
        RunTimer timer = new RunTimer(seconds / PASSES);
        Map<Concurrency, List<ShapeTimes>> all = new HashMap<>();
        for (int pass = 0; pass < PASSES; pass++) {
            for (int i = 0; i < concurrencies.size(); i++) {
                Concurrency each = concurrencies.get(i);
                progress.accept("Measuring runs of the model, threads a run: " + each.threads()
                        + ", runs side by side: " + each.inFlight() + " (" + (pass * concurrencies.size() + i + 1)
                        + " of " + PASSES * concurrencies.size() + ") ...");
                Classifier model = models.get(each.threads());
                if (model != null) {
                    all.merge(each, timer.measure(model, batches, each.inFlight(), pass == 0), Measurement::joined);
                }
            }
        }
        Map<Concurrency, CostFit> fits = new HashMap<>();
        all.forEach((concurrency, times) -> fits.put(concurrency, CostFit.of(times)));
        return new FittedTimes(fits);
    }

    /**
     * The batches that a measurement has time for, from the first on: those that run within a quarter of its time, once
     * each, and six in any case.
     */
    private List<List<Encoding>> affordable(Classifier model, List<List<Encoding>> batches) throws ClassifierException {
        long start = System.nanoTime();
        int run = 0;
        for (List<Encoding> batch : batches) {
            if (run >= FEWEST_BATCHES && (System.nanoTime() - start) / 1e9 > seconds / 4) {
                break;
            }
            var unused = model.score(batch);
            run++;
        }
        return batches.subList(0, run);
    }

    private static List<ShapeTimes> joined(List<ShapeTimes> some, List<ShapeTimes> others) {
        List<ShapeTimes> joined = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            joined.add(some.get(i).and(others.get(i)));
        }
        return joined;
    }
}
