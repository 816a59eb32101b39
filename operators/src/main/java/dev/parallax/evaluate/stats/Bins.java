package dev.parallax.evaluate.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fixed bins, the same in every window and every job, so that drift of one day can be compared with that of another.
 * Immutable.
 *
 * @param edges lower ends of all bins but the first, ascending: a bin holds what is at least its own edge and below the
 *     next
 * @param names what each bin holds, {@code [edges + 1]}
 */
public record Bins(List<Double> edges, List<String> names) {

    /** The primary's probability of its class: twenty bins of 0.05, the last with 1 in it. */
    public static final Bins SCORE = scores();

    /** Token ids of a text: up to 7, then from each power of two to below the next, and 512 or more. */
    public static final Bins TOKENS = tokens();

    private static Bins scores() {
        List<Double> edges = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            if (i > 0) {
                edges.add(i / 20.0);
            }
            names.add(String.format(Locale.ROOT, "%.2f-%.2f", i / 20.0, (i + 1) / 20.0));
        }
        return new Bins(List.copyOf(edges), List.copyOf(names));
    }

    private static Bins tokens() {
        List<Double> edges = new ArrayList<>();
        List<String> names = new ArrayList<>();
        names.add("0-7");
        for (int edge = 8; edge < 512; edge *= 2) {
            edges.add((double) edge);
            names.add(edge + "-" + (2 * edge - 1));
        }
        edges.add(512.0);
        names.add("512+");
        return new Bins(List.copyOf(edges), List.copyOf(names));
    }

    /** Number of bins. */
    public int count() {
        return names.size();
    }

    /** The bin of a value, from 0. */
    public int bin(double value) {
        int bin = 0;
        while (bin < edges.size() && value >= edges.get(bin)) {
            bin++;
        }
        return bin;
    }
}
