package dev.parallax.encode.sparknlp.sentence;

import java.util.Arrays;

/**
 * An index of a text that finds the first occurrence of a string from an offset on. It is a suffix array, with the
 * suffixes' offsets sorted within every aligned block whose length is a power of two. Building it takes n log² n steps
 * and 4 n log n bytes, a search m log n + log² n steps for m characters. Immutable.
 */
final class SubstringIndex {

    private final String text;
    /** {@code [level, rank]}: level 0 is the suffix array, level k is sorted in blocks of 2^k. */
    private final int[][] places;

    SubstringIndex(String text) {
        this.text = text;
        int length = text.length();
        this.places = new int[Integer.SIZE - Integer.numberOfLeadingZeros(length)][];
        for (int level = 0; level < places.length; level++) {
            if (level == 0) {
                places[0] = suffixes(text);
                continue;
            }
            places[level] = places[level - 1].clone();
            for (int block = 0; block < length; block += 1 << level) {
                Arrays.sort(places[level], block, Math.min(length, block + (1 << level)));
            }
        }
    }

    /** First occurrence at or after {@code from}, or -1. */
    int first(String sought, int from) {
        int low = rank(sought, false);
        int high = rank(sought, true);
        int first = Integer.MAX_VALUE;
        while (low < high) {
            int level = Math.min(
                    Integer.numberOfTrailingZeros(low), Integer.SIZE - 1 - Integer.numberOfLeadingZeros(high - low));
            int end = low + (1 << level);
            int at = Arrays.binarySearch(places[level], low, end, from);
            int found = at < 0 ? -at - 1 : at;
            first = found < end ? Math.min(first, places[level][found]) : first;
            low = end;
        }
        return first == Integer.MAX_VALUE ? -1 : first;
    }

    /** Number of suffixes that sort before those starting with a string, or up to and including them. */
    private int rank(String sought, boolean with) {
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = compare(places[0][middle], sought);
            if (order < 0 || (with && order == 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Compares a suffix with a string; 0 if the string is its prefix. */
    private int compare(int suffix, String sought) {
        for (int i = 0; i < sought.length(); i++) {
            if (suffix + i == text.length()) {
                return -1;
            }
            int order = text.charAt(suffix + i) - sought.charAt(i);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Suffixes in order, by doubling the length that is sorted by (Manber and Myers). */
    private static int[] suffixes(String text) {
        int length = text.length();
        int[] rank = text.chars().toArray();
        int[] byRest = new int[length];
        for (int i = 0; i < length; i++) {
            byRest[i] = i;
        }
        int[] order = sortByRank(byRest, rank, Character.MAX_VALUE + 1);
        int ranks = rerank(order, rank, 0);
        for (int sorted = 1; ranks < length; sorted *= 2) {
            int filled = 0;
            for (int suffix = length - sorted; suffix < length; suffix++) {
                byRest[filled++] = suffix;
            }
            for (int suffix : order) {
                if (suffix >= sorted) {
                    byRest[filled++] = suffix - sorted;
                }
            }
            order = sortByRank(byRest, rank, ranks);
            ranks = rerank(order, rank, sorted);
        }
        return order;
    }

    /** A stable counting sort. */
    private static int[] sortByRank(int[] suffixes, int[] rank, int ranks) {
        int[] next = new int[ranks + 1];
        for (int value : rank) {
            next[value + 1]++;
        }
        for (int i = 1; i <= ranks; i++) {
            next[i] += next[i - 1];
        }
        int[] order = new int[suffixes.length];
        for (int suffix : suffixes) {
            order[next[rank[suffix]]++] = suffix;
        }
        return order;
    }

    /**
     * Ranks suffixes by twice as many characters as before: equal ones are equal in both halves. Returns the number of
     * ranks.
     */
    private static int rerank(int[] order, int[] rank, int half) {
        int[] before = rank.clone();
        int last = 0;
        for (int i = 0; i < order.length; i++) {
            boolean same = i > 0
                    && before[order[i]] == before[order[i - 1]]
                    && restRank(before, order[i] + half) == restRank(before, order[i - 1] + half);
            last = i == 0 || same ? last : last + 1;
            rank[order[i]] = last;
        }
        return last + 1;
    }

    private static int restRank(int[] rank, int suffix) {
        return suffix < rank.length ? rank[suffix] : -1;
    }
}
