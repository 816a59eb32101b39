package dev.parallax.job.report.count;

import dev.parallax.shadow.Comparison.Outcome;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps a few texts of each kind as examples. Texts are put into drawers by what they show: a drawer for each leading
 * cause that was proven, one for each that is suspected, and one for texts that keep their label. Each drawer keeps a
 * few, so that memory is bounded and no cause crowds out the others. What is kept does not depend on the order of
 * texts. For one thread.
 */
final class ExampleSampler implements Serializable {

    /** Label changes with few causes come first, then large differences, then short texts. Lines are never the same. */
    private static final Comparator<Example> MOST_TELLING = Comparator.<Example>comparingInt(
                    example -> example.causes().size())
            .thenComparing(Comparator.comparingInt(ExampleSampler::difference).reversed())
            .thenComparingInt(example -> example.text().length() + example.cutCharacters())
            .thenComparingLong(Example::line);

    private static final int ALL = 1000;

    private final int perDrawer;
    private final Map<Drawer, List<Example>> drawers = new TreeMap<>();

    /**
     * What the texts of a drawer show; drawers are emptied in this order.
     *
     * @param kind proven, suspected or moved, as 0, 1 and 2
     * @param cause place of the leading cause
     */
    private record Drawer(int kind, int cause) implements Comparable<Drawer>, Serializable {

        static Drawer of(Example example) {
            if (example.outcome().agreed()) {
                return new Drawer(2, 0);
            }
            return new Drawer(
                    example.proven() ? 0 : 1,
                    example.leadingCause().map(Enum::ordinal).orElse(Integer.MAX_VALUE));
        }

        @Override
        public int compareTo(Drawer other) {
            return Comparator.comparingInt(Drawer::kind)
                    .thenComparingInt(Drawer::cause)
                    .compare(this, other);
        }
    }

    /** @param perDrawer texts kept of each kind */
    ExampleSampler(int perDrawer) {
        this.perDrawer = perDrawer;
    }

    /** No class is as large a difference as can be. */
    private static int difference(Example example) {
        return example.outcome() == Outcome.NO_CLASS ? ALL : example.totalVariation();
    }

    /** Offers a text. */
    void offer(Example example) {
        List<Example> drawer = drawers.computeIfAbsent(Drawer.of(example), kind -> new ArrayList<>());
        int place = 0;
        while (place < drawer.size() && MOST_TELLING.compare(drawer.get(place), example) < 0) {
            place++;
        }
        if (place < perDrawer) {
            drawer.add(place, example);
            if (drawer.size() > perDrawer) {
                drawer.remove(perDrawer);
            }
        }
    }

    /**
     * Takes the most telling texts: from every drawer of proven flips in turn, then of suspected ones, then texts that
     * keep their label. No text twice.
     */
    List<Example> best(int number) {
        List<Example> best = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (int kind = 0; kind <= 2; kind++) {
            int from = best.size();
            takeInTurn(kind, number, best, texts);
            best.subList(from, best.size()).sort(MOST_TELLING);
        }
        return List.copyOf(best);
    }

    private void takeInTurn(int kind, int number, List<Example> best, Set<String> texts) {
        List<Iterator<Example>> open = new ArrayList<>();
        drawers.forEach((drawer, examples) -> {
            if (drawer.kind == kind) {
                open.add(examples.iterator());
            }
        });
        while (!open.isEmpty() && best.size() < number) {
            open.removeIf(examples -> !examples.hasNext());
            for (Iterator<Example> examples : open) {
                if (best.size() < number && examples.hasNext()) {
                    Example next = examples.next();
                    if (texts.add(next.text())) {
                        best.add(next);
                    }
                }
            }
        }
    }
}
