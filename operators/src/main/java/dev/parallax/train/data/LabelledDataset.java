package dev.parallax.train.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One file's features, with what its rows are good for.
 *
 * @param file name of the file
 * @param features its rows
 * @param times how many times each row counts in training
 */
public record LabelledDataset(String file, LabelledFeatures features, int times) {

    /** The share of rows that is set aside where no validation file is given. */
    private static final int ONE_IN = 10;

    /**
     * Indexes of the rows to fit on and of those to set aside.
     *
     * @param kept rows to fit on
     * @param aside rows to validate on
     */
    public record Split(int[] kept, int[] aside) {}

    /** Sets a tenth of each class's rows aside, drawn by the seed; of fewer than ten rows none. */
    public Split split(long seed) {
        return split(seed, ONE_IN);
    }

    /** Sets one in so many of each class's rows aside, drawn by the seed; of fewer rows none. */
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

    /** The rows as often as they count. */
    public List<LabelledFeatures> repeated() {
        return Collections.nCopies(times, features);
    }

    /** Some of the rows. */
    public LabelledDataset at(int[] indexes) {
        return new LabelledDataset(file, features.at(indexes), times);
    }
}
