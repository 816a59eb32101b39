package dev.parallax.job.optimize;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.train.data.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The speed of two models that were run in turns, batch by batch in one process.
 *
 * @param texts number of texts of a round
 * @param rounds number of rounds
 * @param sourcePerSecond texts a second of the source, the median of the rounds
 * @param optimizedPerSecond texts a second of the rewritten model, the median of the rounds
 * @param ratio how many times as fast as the source the rewritten model is, the median of the rounds
 * @param lowestRatio the same, of the round where it is lowest
 * @param highestRatio the same, of the round where it is highest
 */
record SpeedComparison(
        int texts,
        int rounds,
        double sourcePerSecond,
        double optimizedPerSecond,
        double ratio,
        double lowestRatio,
        double highestRatio) {

    /** An odd number, so that the median is one of them. */
    private static final int ROUNDS = 7;

    /** Most texts of a round: some seconds for a model of a hundred million parameters. */
    private static final int MOST_TEXTS = 512;

    private static final double NANOS = 1e9;

    /**
     * Measures both models, which have been run before and are warm.
     *
     * @param encodings the texts; evenly spread ones are taken if they are many
     * @throws ClassifierException if a model fails on a batch
     */
    static SpeedComparison measure(Classifier source, Classifier optimized, List<Encoding> encodings, Progress progress)
            throws ClassifierException {
        TextBatches batches = new TextBatches(spread(encodings));
        double[] sourceRates = new double[ROUNDS];
        double[] optimizedRates = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long[] nanos = batches.nanosInTurns(source, optimized, round % 2 == 1);
            sourceRates[round] = batches.texts() * NANOS / nanos[0];
            optimizedRates[round] = batches.texts() * NANOS / nanos[1];
            ratios[round] = optimizedRates[round] / sourceRates[round];
            progress.advanced("rounds of the measurement of speed", round + 1, ROUNDS);
        }
        Arrays.sort(ratios);
        return new SpeedComparison(
                batches.texts(),
                ROUNDS,
                median(sourceRates),
                median(optimizedRates),
                median(ratios),
                ratios[0],
                ratios[ROUNDS - 1]);
    }

    private static List<Encoding> spread(List<Encoding> encodings) {
        int count = Math.min(MOST_TEXTS, encodings.size());
        List<Encoding> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(encodings.get((int) ((long) i * encodings.size() / count)));
        }
        return some;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
