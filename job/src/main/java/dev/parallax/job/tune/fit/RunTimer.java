package dev.parallax.job.tune.fit;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A timer of runs of a model, with a number of runs side by side. Each thread runs all batches in rounds, each round in
 * another order, so that a slow moment of the machine is spread over all shapes.
 */
final class RunTimer {

    private static final int MOST_ROUNDS = 100;
    private static final double NANOS_PER_MILLI = 1e6;

    private final long nanosAtLeast;

    /** @param seconds time of a measurement, or longer if one round takes longer */
    RunTimer(double seconds) {
        this.nanosAtLeast = (long) (seconds * 1e9);
    }

    /**
     * Measures.
     *
     * @param batches batches of rows of one length
     * @param sideBySide number of runs side by side, each by a thread of its own
     * @param warmUp whether each thread runs all batches once before its runs are timed
     * @return times by shape, in the order of the batches
     * @throws ClassifierException if the model fails
     */
    List<ShapeTimes> measure(Classifier classifier, List<List<Encoding>> batches, int sideBySide, boolean warmUp)
            throws ClassifierException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<List<List<Double>>>> loops = new ArrayList<>();
        for (int thread = 0; thread < sideBySide; thread++) {
            int number = thread;
            loops.add(() -> {
                try {
                    if (warmUp) {
                        round(classifier, batches, new Random(number), empty(batches.size()), done);
                    }
                    return number == 0 ? lead(classifier, batches, done) : accompany(classifier, batches, number, done);
                } finally {
                    done.set(true);
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(sideBySide);
        try {
            List<List<Double>> all = empty(batches.size());
            for (Future<List<List<Double>>> loop : threads.invokeAll(loops)) {
                List<List<Double>> times = loop.get();
                for (int i = 0; i < times.size(); i++) {
                    all.get(i).addAll(times.get(i));
                }
            }
            List<ShapeTimes> measured = new ArrayList<>();
            for (int i = 0; i < batches.size(); i++) {
                measured.add(new ShapeTimes(
                        batches.get(i).size(), batches.get(i).get(0).length(), all.get(i)));
            }
            return measured;
        } catch (ExecutionException e) {
            throw new ClassifierException(
                    "The model failed while its runs were measured: "
                            + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
                    e);
        } finally {
            threads.shutdown();
        }
    }

    /** Runs whole rounds until the time is up. */
    private List<List<Double>> lead(Classifier classifier, List<List<Encoding>> batches, AtomicBoolean failed)
            throws ClassifierException {
        List<List<Double>> times = empty(batches.size());
        Random random = new Random(0);
        long start = System.nanoTime();
        for (int round = 1; round <= MOST_ROUNDS && !failed.get(); round++) {
            round(classifier, batches, random, times, failed);
            if (System.nanoTime() - start >= nanosAtLeast) {
                break;
            }
        }
        return times;
    }

    /** Runs until the leading thread is done. */
    private static List<List<Double>> accompany(
            Classifier classifier, List<List<Encoding>> batches, int number, AtomicBoolean done)
            throws ClassifierException {
        List<List<Double>> times = empty(batches.size());
        Random random = new Random(number);
        while (!done.get()) {
            round(classifier, batches, random, times, done);
        }
        return times;
    }

    /** Runs each batch once, in a random order, and adds the times of runs that ended before the measurement did. */
    private static void round(
            Classifier classifier,
            List<List<Encoding>> batches,
            Random random,
            List<List<Double>> times,
            AtomicBoolean done)
            throws ClassifierException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            if (done.get()) {
                return;
            }
            long start = System.nanoTime();
            var unused = classifier.score(batches.get(i));
            double millis = Math.max(1, System.nanoTime() - start) / NANOS_PER_MILLI;
            if (!done.get()) {
                times.get(i).add(millis);
            }
        }
    }

    private static List<List<Double>> empty(int size) {
        List<List<Double>> lists = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }
}
