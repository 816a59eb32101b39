package dev.parallax.job.filereport.count;

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
 * Samples a few texts of each kind as examples. Texts are grouped into buckets: one for each proven leading cause, one
 * for each suspected one, and one for texts with equal labels. Each bucket has a fixed capacity, so that memory is
 * bounded and every cause is represented. The sample does not depend on the order of texts. For one thread.
 */
final class ExampleSampler implements Serializable {

    /**
     * Orders examples: different labels with few causes first, then large differences, then short texts. Line numbers
     * are unique.
     */
    private static final Comparator<TextExample> MOST_TELLING = Comparator.<TextExample>comparingInt(
                    example -> example.causes().size())
            .thenComparing(Comparator.comparingInt(ExampleSampler::difference).reversed())
            .thenComparingInt(example -> example.text().length() + example.cutCharacters())
            .thenComparingLong(TextExample::line);

    private static final int ALL = 1000;

    private final int perBucket;
    private final Map<Bucket, List<TextExample>> buckets = new TreeMap<>();

    /**
     * The key of a bucket; its order is that in which examples are taken.
     *
     * @param kind 0 for proven causes, 1 for suspected ones, 2 for equal labels
     * @param cause index of the leading cause
     */
    private record Bucket(int kind, int cause) implements Comparable<Bucket>, Serializable {

        static Bucket of(TextExample example) {
            if (example.outcome().agreed()) {
                return new Bucket(2, 0);
            }
            return new Bucket(
                    example.proven() ? 0 : 1,
                    example.leadingCause().map(Enum::ordinal).orElse(Integer.MAX_VALUE));
        }

        @Override
        public int compareTo(Bucket other) {
            return Comparator.comparingInt(Bucket::kind)
                    .thenComparingInt(Bucket::cause)
                    .compare(this, other);
        }
    }

    /** @param perBucket capacity of a bucket */
    ExampleSampler(int perBucket) {
        this.perBucket = perBucket;
    }

    /** Total variation between the answers; the maximum if a side has no class. */
    private static int difference(TextExample example) {
        return example.outcome() == Outcome.NO_CLASS ? ALL : example.totalVariation();
    }

    /** Adds a text, which is kept if it ranks high enough in its bucket. */
    void offer(TextExample example) {
        List<TextExample> bucket = buckets.computeIfAbsent(Bucket.of(example), kind -> new ArrayList<>());
        int place = 0;
        while (place < bucket.size() && MOST_TELLING.compare(bucket.get(place), example) < 0) {
            place++;
        }
        if (place < perBucket) {
            bucket.add(place, example);
            if (bucket.size() > perBucket) {
                bucket.remove(perBucket);
            }
        }
    }

    /**
     * The best examples: from the buckets of proven causes in turn, then of suspected ones, then texts with equal
     * labels. No text occurs twice.
     */
    List<TextExample> best(int number) {
        List<TextExample> best = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (int kind = 0; kind <= 2; kind++) {
            int from = best.size();
            takeInTurn(kind, number, best, texts);
            best.subList(from, best.size()).sort(MOST_TELLING);
        }
        return List.copyOf(best);
    }

    private void takeInTurn(int kind, int number, List<TextExample> best, Set<String> texts) {
        List<Iterator<TextExample>> open = new ArrayList<>();
        buckets.forEach((bucket, examples) -> {
            if (bucket.kind == kind) {
                open.add(examples.iterator());
            }
        });
        while (!open.isEmpty() && best.size() < number) {
            open.removeIf(examples -> !examples.hasNext());
            for (Iterator<TextExample> examples : open) {
                if (best.size() < number && examples.hasNext()) {
                    TextExample next = examples.next();
                    if (texts.add(next.text())) {
                        best.add(next);
                    }
                }
            }
        }
    }
}
