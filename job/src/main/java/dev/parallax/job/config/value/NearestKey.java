package dev.parallax.job.config.value;

import java.util.Collection;
import java.util.Comparator;

/** Finds the key that was probably meant: the known key with the smallest Levenshtein distance. */
public final class NearestKey {

    private NearestKey() {}

    /** The known key nearest to {@code key}; of equally near ones the first in the alphabet. */
    public static String to(String key, Collection<String> known) {
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .orElseThrow(() -> new IllegalArgumentException("There must be at least one known key"));
    }

    /** Fewest insertions, deletions and replacements of a character that make one string the other. */
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
