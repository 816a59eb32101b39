package dev.parallax.train.model;

import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups texts of similar length into batches, the longest first, so that a lack of memory shows in the first batch.
 */
final class LengthSortedBatches {

    private LengthSortedBatches() {}

    /**
     * Splits rows into batches.
     *
     * @param encodings the rows
     * @param maxRows most rows of a batch
     * @param maxPaddedTokens most rows times longest row of a batch; a single longer row is a batch by itself
     * @return batches of indexes into {@code encodings}, every index once
     */
    static List<int[]> of(List<Encoding> encodings, int maxRows, int maxPaddedTokens) {
        int[] longestFirst = IntStream.range(0, encodings.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -encodings.get(i).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        int start = 0;
        while (start < longestFirst.length) {
            int longest = Math.max(1, encodings.get(longestFirst[start]).length());
            int rows = Math.max(1, Math.min(maxRows, maxPaddedTokens / longest));
            int end = Math.min(longestFirst.length, start + rows);
            batches.add(Arrays.copyOfRange(longestFirst, start, end));
            start = end;
        }
        return batches;
    }
}
