package dev.parallax.job.filereport.count;

import java.util.List;

/** Ranges of text lengths, in token ids as Hugging Face counts them, special and truncated tokens included. */
public final class Lengths {

    private static final int[] UP_TO = {8, 16, 32, 64, 128, 256, 512};

    private Lengths() {}

    /** Number of ranges. */
    static int count() {
        return UP_TO.length + 1;
    }

    /** The range of a length, counted from 0. */
    static int of(int tokens) {
        int range = 0;
        while (range < UP_TO.length && tokens > UP_TO[range]) {
            range++;
        }
        return range;
    }

    /** Names of the ranges. */
    public static List<String> names() {
        String[] names = new String[count()];
        int from = 1;
        for (int i = 0; i < UP_TO.length; i++) {
            names[i] = from + "–" + UP_TO[i];
            from = UP_TO[i] + 1;
        }
        names[UP_TO.length] = from + " and more";
        return List.of(names);
    }
}
