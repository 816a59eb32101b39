package dev.parallax.job.bench;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The throughput of the bare model, an upper bound of that of a job with the same model on the same threads. Texts are
 * already encoded, sorted by length, and run in batches of one size.
 */
final class RawCeiling {

    private static final List<Integer> SIZES = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final int SAMPLE = 480;
    private static final int WARM_UP = 64;
    private static final long SEED = 1;

    private final Classifier classifier;
    private final List<Encoding> sorted;
    private final int inFlight;

    /**
     * The result of one pass over the texts.
     *
     * @param perSecond texts a second
     * @param cpuMillis CPU time of the process for each text, milliseconds
     */
    record Pass(double perSecond, double cpuMillis) {}

    /**
     * @param texts encoded texts in any order
     * @param inFlight number of batches that run concurrently, each on its own thread
     */
    RawCeiling(Classifier classifier, List<Encoding> texts, int inFlight) {
        this.classifier = classifier;
        this.inFlight = inFlight;
        this.sorted =
                texts.stream().sorted(Comparator.comparingInt(Encoding::length)).toList();
    }

    /** Texts a second at each batch size, on a subset of the texts. */
    Map<Integer, Pass> bySize() throws ClassifierException {
        List<Encoding> sample = every(Math.max(1, sorted.size() / SAMPLE));
        var unused = pass(sample.subList(0, Math.min(WARM_UP, sample.size())), 1);
        Map<Integer, Pass> bySize = new LinkedHashMap<>();
        for (int size : SIZES) {
            bySize.put(size, pass(sample, size));
        }
        return bySize;
    }

    /** The size with the most texts a second. */
    static int best(Map<Integer, Pass> bySize) {
        return Collections.max(
                        bySize.entrySet(), Map.Entry.comparingByValue(Comparator.comparingDouble(Pass::perSecond)))
                .getKey();
    }

    /** Runs over all texts. */
    Pass pass(int size) throws ClassifierException {
        return pass(sorted, size);
    }

    private List<Encoding> every(int step) {
        List<Encoding> some = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i += step) {
            some.add(sorted.get(i));
        }
        return some;
    }

    private Pass pass(List<Encoding> texts, int size) throws ClassifierException {
        Queue<List<Encoding>> batches = new ConcurrentLinkedQueue<>(batches(texts, size));
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            long cpu = CpuTimes.processNanos();
            long start = System.nanoTime();
            for (Future<?> loop : threads.invokeAll(Collections.nCopies(inFlight, () -> run(batches)))) {
                loop.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Pass(texts.size() / seconds, (CpuTimes.processNanos() - cpu) / 1e6 / texts.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the bare model ran", e);
        } catch (ExecutionException e) {
            throw new ClassifierException(
                    "The bare model failed: "
                            + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
                    e);
        } finally {
            threads.shutdown();
        }
    }

    private boolean run(Queue<List<Encoding>> batches) throws ClassifierException {
        for (List<Encoding> batch = batches.poll(); batch != null; batch = batches.poll()) {
            var unused = classifier.score(batch);
        }
        return true;
    }

    /** Splits texts sorted by length into batches, and shuffles the batches as in a stream. */
    static List<List<Encoding>> batches(List<Encoding> sorted, int size) {
        List<List<Encoding>> batches = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i += size) {
            batches.add(sorted.subList(i, Math.min(i + size, sorted.size())));
        }
        Collections.shuffle(batches, new Random(SEED));
        return batches;
    }

    /** Milliseconds of one run of the model with a single text. */
    DistributionSummary singleMillis(int texts) throws ClassifierException {
        List<Encoding> sample = new ArrayList<>(every(Math.max(1, sorted.size() / texts)));
        Collections.shuffle(sample, new Random(SEED));
        double[] millis = new double[sample.size()];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            var unused = classifier.score(List.of(sample.get(i)));
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return DistributionSummary.of(millis);
    }
}
