package dev.parallax.job.deploy;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Order of versions by the numbers at their beginning, which dots or hyphens separate: {@code 1.5.7-9} is before
 * {@code 1.5.7-14}.
 */
final class Versions {

    static final Comparator<String> BY_NUMBER = (one, other) -> {
        int[] left = numbers(one);
        int[] right = numbers(other);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = (i < left.length ? left[i] : 0) - (i < right.length ? right[i] : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    };

    private Versions() {}

    /**
     * Whether a version holds to all of these bounds: {@code >=} or {@code <} before a version, with a space between
     * two.
     */
    static boolean within(String version, String bounds) {
        return Arrays.stream(bounds.split(" ", -1)).allMatch(bound -> {
            if (bound.startsWith(">=")) {
                return BY_NUMBER.compare(version, bound.substring(2)) >= 0;
            }
            if (bound.startsWith("<")) {
                return BY_NUMBER.compare(version, bound.substring(1)) < 0;
            }
            throw new IllegalArgumentException("Expected >= or < before a version, found " + bound);
        });
    }

    private static int[] numbers(String version) {
        String beginning = version.replaceFirst("^v", "").replaceFirst("[.-]?[^0-9.-].*$", "");
        return Arrays.stream(beginning.split("[.-]", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
