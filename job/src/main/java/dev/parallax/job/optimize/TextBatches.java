package dev.parallax.job.optimize;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.Scores;
import dev.parallax.train.data.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Encoded texts in batches of similar length, which every model that is compared is run on. Immutable. */
final class TextBatches {

    /** Most texts of a batch. */
    static final int MOST_ROWS = 16;

    /** Most rows times longest row of a batch. */
    private static final int MOST_PADDED_TOKENS = 4096;

    private final int texts;
    private final List<List<Integer>> indexes = new ArrayList<>();
    private final List<List<Encoding>> batches = new ArrayList<>();

    /** @param encodings the texts in any order */
    TextBatches(List<Encoding> encodings) {
        texts = encodings.size();
        List<Integer> longestFirst = IntStream.range(0, texts)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -encodings.get(i).length()))
                .toList();
        int start = 0;
        while (start < texts) {
            int longest = Math.max(1, encodings.get(longestFirst.get(start)).length());
            int rows = Math.max(1, Math.min(MOST_ROWS, MOST_PADDED_TOKENS / longest));
            List<Integer> batch = longestFirst.subList(start, Math.min(texts, start + rows));
            indexes.add(batch);
            batches.add(batch.stream().map(encodings::get).toList());
            start += batch.size();
        }
    }

    /** Number of texts. */
    int texts() {
        return texts;
    }

    /**
     * Runs a model.
     *
     * @param stage name of the run, for the listener
     * @return its logits in the order of the encodings, {@code [texts][classes]}
     * @throws ClassifierException if it fails on a batch
     */
    float[][] logits(Classifier classifier, String stage, Progress progress) throws ClassifierException {
        float[][] logits = new float[texts][];
        int done = 0;
        for (int b = 0; b < batches.size(); b++) {
            List<Scores> scores = classifier.score(batches.get(b));
            for (int i = 0; i < scores.size(); i++) {
                logits[indexes.get(b).get(i)] = scores.get(i).logits();
            }
            done += scores.size();
            progress.advanced(stage, done, texts);
        }
        return logits;
    }

    /**
     * Runs two models in turns, batch by batch, and takes the time of each. The model that is run first alternates, so
     * that what else the machine does falls on both.
     *
     * @param swapped whether the second model is run first on the first batch
     * @return nanoseconds of one and of the other
     * @throws ClassifierException if a model fails on a batch
     */
    long[] nanosInTurns(Classifier one, Classifier other, boolean swapped) throws ClassifierException {
        Classifier[] models = {one, other};
        long[] nanos = new long[2];
        for (int b = 0; b < batches.size(); b++) {
            int first = (b % 2 == 0) == swapped ? 1 : 0;
            for (int model : new int[] {first, 1 - first}) {
                long start = System.nanoTime();
                var unused = models[model].score(batches.get(b));
                nanos[model] += System.nanoTime() - start;
            }
        }
        return nanos;
    }
}
