package dev.parallax.train.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The features of one file, with the weight of its rows in training.
 *
 * @param file name of the file
 * @param features its rows
 * @param times how many times each row counts in training
 */
public record LabelledDataset(String file, LabelledFeatures features, int times) {

    /** One in this many rows is held out if no validation file is given. */
    private static final int ONE_IN = 10;

    /**
     * A split into training and validation rows, by index.
     *
     * @param kept training rows
     * @param aside validation rows
     */
    public record Split(int[] kept, int[] aside) {}

    /** Holds out a random tenth of each class's rows; none of a class with fewer than ten rows. */
    public Split split(long seed) {
        return split(seed, ONE_IN);
    }

    /** Holds out a random one in {@code oneIn} rows of each class; none of a class with fewer rows. */
    public Split split(long seed, int oneIn) {
        List<List<Integer>> byClass = new ArrayList<>();
        for (int c = 0; c < features.classCount(); c++) {
            byClass.add(new ArrayList<>());
        }
        for (int i = 0; i < features.size(); i++) {
            byClass.get(features.classes()[i]).add(i);
        }
        Random random = new Random(seed);
        boolean[] aside = new boolean[features.size()];
        for (List<Integer> rows : byClass) {
            Collections.shuffle(rows, random);
            rows.subList(0, rows.size() / oneIn).forEach(i -> aside[i] = true);
        }
        int[] all = new int[features.size()];
        Arrays.setAll(all, i -> i);
        return new Split(
                Arrays.stream(all).filter(i -> !aside[i]).toArray(),
                Arrays.stream(all).filter(i -> aside[i]).toArray());
    }

    /** The rows, repeated {@code times} times. */
    public List<LabelledFeatures> repeated() {
        return Collections.nCopies(times, features);
    }

    /** The rows at the given indexes. */
    public LabelledDataset at(int[] indexes) {
        return new LabelledDataset(file, features.at(indexes), times);
    }
}
